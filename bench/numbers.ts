import type { County } from "./county.ts";
import { openCounty, poolMax } from "./county.ts";
import type { PeerOrder } from "./peer.ts";
import { residentMbOf, startProgram, type Load, type Program } from "./processes.ts";
import type { Finding } from "./report.ts";
import { runRounds, type Contender, type Measured, type RoundOptions } from "./rounds.ts";
import { checkSameList, checkSameSubmit } from "./same.ts";
import { medianWithInterval, ratios } from "./statistics.ts";

export interface Setting extends RoundOptions {
  readonly wanted: ReadonlySet<string>;
  readonly cases: number;
}

export interface Outcome {
  readonly findings: readonly Finding[];
  /** Rows of the second table, for whoever wants to see what the ratios are made of. */
  readonly speeds: readonly (readonly string[])[];
}

/** Enough that none of them reaches what one villager may send in a minute. */
const reporters = 900;
const smallCounty = 2_000;

/** A page of a village's cases: against the peer, across roles, and against a small county. */
export async function measureList(load: Load, setting: Setting): Promise<Outcome> {
  const large = await openCounty(setting.cases, 20);
  const small = setting.wanted.has("scale") ? await openCounty(smallCounty, 20) : undefined;
  const programs = [await large.startApi(), await startPeer(large), ...(small ? [await small.startApi()] : [])] as const;
  const [api, peer, smallApi] = programs;
  const ask = (county: County, token: string) => ({ path: pathOf(county), tokens: [token], bodies: [] });
  const contenders: Contender[] = [
    { name: "list, secretary", program: api, ask: ask(large, large.secretary) },
    { name: "list, peer", program: peer, ask: ask(large, large.secretary) },
    { name: "list, dispatcher", program: api, ask: ask(large, large.dispatcher) },
    ...(small && smallApi ? [{ name: `list, ${smallCounty} cases`, program: smallApi, ask: ask(small, small.secretary) }] : []),
  ];
  try {
    await checkSameList({ url: api.url, path: pathOf(large), token: large.secretary }, { url: peer.url, path: pathOf(large), token: large.secretary });
    const measured = await runRounds(load, contenders, setting);
    const speed = (name: string): number[] => measured.get(name)?.perSecond ?? [];
    const cpu = (name: string): number[] => measured.get(name)?.cpuMs ?? [];
    const ours = speed("list, secretary");
    return {
      findings: [
        { what: "list of 20, ours / peer", target: { sense: "at least", value: 0.6 }, values: ratios(ours, speed("list, peer")) },
        { what: "list of 20, peer's CPU / our CPU", target: { sense: "at least", value: 0.6 }, values: ratios(cpu("list, peer"), cpu("list, secretary")) },
        { what: "list, secretary / dispatcher", target: { sense: "at least", value: 0.9 }, values: ratios(ours, speed("list, dispatcher")) },
        ...(small
          ? [{ what: `list time, ${setting.cases} / ${smallCounty} cases`, target: { sense: "at most", value: 1.3 } as const, values: ratios(speed(`list, ${smallCounty} cases`), ours) }]
          : []),
        memoryOf(api, "lists"),
      ],
      speeds: speedsOf(measured),
    };
  } finally {
    await closeAll(programs, [large, ...(small ? [small] : [])]);
  }
}

/** Speaking up, against a bare transaction that leaves the same rows. */
export async function measureSubmit(load: Load, setting: Setting): Promise<Outcome> {
  const county = await openCounty(Math.min(setting.cases, 20_000), reporters);
  const programs = [await county.startApi(), await startPeer(county)] as const;
  const [api, peer] = programs;
  const ask = { path: "/api/cases", tokens: county.villagers, bodies: formsFor(county) };
  const one = { path: ask.path, token: county.villagers[0] ?? "" };
  try {
    await checkSameSubmit(county.deps.db, { ...one, url: api.url }, { ...one, url: peer.url }, ask.bodies[0] ?? "");
    const measured = await runRounds(load, [{ name: "submit", program: api, ask }, { name: "submit, peer", program: peer, ask }], setting);
    const values = ratios(measured.get("submit")?.perSecond ?? [], measured.get("submit, peer")?.perSecond ?? []);
    return {
      findings: [
        { what: "submit a case, ours / peer", target: { sense: "at least", value: 0.4 }, values },
        {
          what: "submit a case, peer's CPU / our CPU",
          target: { sense: "at least", value: 0.4 },
          values: ratios(measured.get("submit, peer")?.cpuMs ?? [], measured.get("submit")?.cpuMs ?? []),
        },
        memoryOf(api, "submits"),
      ],
      speeds: speedsOf(measured),
    };
  } finally {
    await closeAll(programs, [county]);
  }
}

const pathOf = ({ village }: County): string => `/api/cases?areaId=${village.publicId}&size=20`;

function startPeer({ deps, databaseUrl, fileUrlKey, village, accountId }: County): Promise<Program> {
  const order: PeerOrder = {
    databaseUrl,
    poolMax,
    tokenKey: deps.tokenKey.toString(),
    fileUrlKey,
    categoryNames: Object.fromEntries(deps.county.categories.map(({ code, name }) => [code, name])),
    accountId,
    villageId: village.id,
    villagePath: village.path,
    villagePublicId: village.publicId,
  };
  return startProgram(["--import", "tsx", "bench/peer.ts", JSON.stringify(order)], {});
}

function formsFor({ village }: County): string[] {
  const texts = ["村道拐弯处堆了一堆黄泥,看不到对面来车,昨天差点撞上。", "路灯坏了半个多月,老人晚上出门看不见台阶,想请村里换一盏。", "溪边步道塌了一块,孩子们放学走这条路,很危险。"];
  return texts.map((text) =>
    JSON.stringify({ door: "report", villageId: village.publicId, categoryCode: "road", text, photos: [], place: "村口老樟树旁", isPrivate: false, isAnonymous: false }),
  );
}

const memoryOf = (api: Program, after: string): Finding => ({
  what: `API resident memory after ${after}`,
  target: { sense: "at most", value: 250 },
  values: [residentMbOf(api.pid)],
  unit: " MB",
});

function speedsOf(measured: ReadonlyMap<string, Measured>): string[][] {
  return [...measured].map(([name, { perSecond, cpuMs }]) => [name, medianWithInterval(perSecond).median.toFixed(0), medianWithInterval(cpuMs).median.toFixed(2)]);
}

async function closeAll(programs: readonly Program[], counties: readonly County[]): Promise<void> {
  await Promise.all(programs.map((program) => program.stop()));
  for (const county of counties) {
    await county.close();
  }
}
