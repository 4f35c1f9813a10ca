/** Modules every other module may lean on. */
const ground = "organisation|identity|files";
/** Modules that watch the others: they may look through any front door, and nobody may look back. */
const readers = "trail|messages|search|statistics|privacy";
/** Parts of the contract a phone may carry as values: none of them reaches zod. */
const lean = "^api/contract/src/(generated/|(client|words|limits|refusals|permissions)\\.ts$)";

const module = "^api/src/modules/([^/]+)/";
const anyModule = "^api/src/modules/[^/]+/";
const frontDoor = `${anyModule}index\\.ts$`;
const tests = "\\.(test|journey|soak)\\.(tsx?|mjs)$|/testing/";
const typesOnly = { dependencyTypesNot: ["type-only"] };

// Built-in modules that reach outside the process. A rule that decides needs none of them.
const outside = "^(node:)?(fs|http|https|net|child_process|worker_threads)(/|$)";

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: typesOnly },
    },
    {
      name: "every-import-resolves",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "contract-stands-alone",
      comment: "Both front ends ship the contract, so it knows zod and nothing else.",
      severity: "error",
      // The generator runs at home and is never shipped.
      from: { path: "^api/contract/src/", pathNot: [tests, "/generate-[^/]+\\.ts$"] },
      to: { pathNot: ["^api/contract/src/", "node_modules/zod/"] },
    },
    {
      name: "proof-stands-alone",
      comment: "The phone, the witness and the verifier check with the same code; it needs nothing, not even Node.",
      severity: "error",
      from: { path: "^api/proof/src/", pathNot: tests },
      to: { pathNot: "^api/proof/src/" },
    },
    {
      name: "lean-contract-stays-lean",
      comment: "The mini-program bundles these files; a value import of a schema would bring all of zod to the phone.",
      severity: "error",
      from: { path: lean, pathNot: tests },
      to: { pathNot: lean, ...typesOnly },
    },
    {
      name: "kernel-knows-no-domain",
      severity: "error",
      from: { path: "^api/src/kernel/", pathNot: tests },
      to: { path: "^api/src/(modules|flows|adapters|boot)/" },
    },
    {
      name: "nothing-imports-boot",
      comment: "Boot is the top. Only the programs beside main.ts start there.",
      severity: "error",
      from: { path: "^api/src/", pathNot: ["^api/src/boot/", "^api/src/[^/]+\\.ts$", tests] },
      to: { path: "^api/src/boot/" },
    },
    {
      name: "adapters-are-plugged-in-by-boot",
      comment: "Modules own a port (an interface); boot hands them the adapter.",
      severity: "error",
      from: { path: "^api/src/(modules|flows|kernel)/", pathNot: tests },
      to: { path: "^api/src/adapters/" },
    },
    {
      name: "adapters-see-only-ports",
      comment: "An adapter fills the port types of a front door. It calls no use case.",
      severity: "error",
      from: { path: "^api/src/adapters/", pathNot: tests },
      to: { path: "^api/src/(modules|flows)/", ...typesOnly },
    },
    {
      name: "modules-never-import-flows",
      severity: "error",
      from: { path: anyModule, pathNot: tests },
      to: { path: "^api/src/flows/" },
    },
    {
      name: "front-door-only",
      comment: "Another module's files are private. Import its index.ts.",
      severity: "error",
      from: { path: module, pathNot: tests },
      to: { path: anyModule, pathNot: ["^api/src/modules/$1/", frontDoor] },
    },
    {
      name: "front-door-only-from-outside",
      comment: "Flows, boot, adapters and every program enter a module by its index.ts as well.",
      severity: "error",
      from: { path: "^(api/src|sql|bench|sandbox|tools)/", pathNot: ["^api/src/modules/", tests] },
      to: { path: anyModule, pathNot: [frontDoor, "/testing/"] },
    },
    {
      name: "siblings-meet-in-flows",
      comment: "A module leans on ground modules only. Two domain modules meet in flows/ or through the journal.",
      severity: "error",
      from: { path: module, pathNot: [`^api/src/modules/(${readers})/`, tests] },
      to: { path: anyModule, pathNot: ["^api/src/modules/$1/", `^api/src/modules/(${ground})/`] },
    },
    {
      name: "nobody-imports-a-reader",
      severity: "error",
      from: { path: module, pathNot: tests },
      to: { path: `^api/src/modules/(${readers})/`, pathNot: "^api/src/modules/$1/" },
    },
    {
      name: "flows-import-no-reader",
      comment: "A reader follows the journal after the commit; nothing inside a transaction waits for it.",
      severity: "error",
      from: { path: "^api/src/flows/", pathNot: tests },
      to: { path: `^api/src/modules/(${readers})/` },
    },
    {
      name: "rules-are-pure",
      comment: "A policy or a state machine decides from plain values: no model, no clock, no network.",
      severity: "error",
      from: { path: "\\.(policy|state)\\.ts$" },
      to: { path: `\\.model\\.ts$|node_modules/(sequelize|ioredis|koa)/|${outside}`, ...typesOnly },
    },
    {
      name: "http-stops-at-the-route",
      severity: "error",
      from: { path: `${anyModule}(commands|queries)/|^api/src/flows/`, pathNot: tests },
      to: { path: "node_modules/(koa|@koa)/|\\.(routes|presenter)\\.ts$" },
    },
    {
      name: "front-ends-know-only-the-contract",
      severity: "error",
      from: { path: "^(admin|miniprogram)/src/", pathNot: tests },
      to: { path: "^(api/src|sql|config|sandbox|tools|bench|e2e)/" },
    },
    {
      name: "front-ends-are-strangers",
      severity: "error",
      from: { path: "^(admin|miniprogram)/" },
      to: { path: "^(admin|miniprogram)/", pathNot: "^$1/" },
    },
    {
      name: "mini-program-carries-no-schema",
      comment: "Types cost nothing; a schema as a value costs the main package 90 KB.",
      severity: "error",
      from: { path: "^miniprogram/src/", pathNot: tests },
      to: { path: "^api/contract/src/", pathNot: lean, ...typesOnly },
    },
    {
      name: "features-do-not-mix",
      severity: "error",
      from: { path: "^(admin|miniprogram)/src/features/([^/]+)/" },
      to: { path: "^(admin|miniprogram)/src/features/[^/]+/", pathNot: "^$1/src/features/$2/" },
    },
    {
      name: "shared-parts-know-no-feature",
      comment: "What several features use stands below them. Only the app shell and pages arrange features.",
      severity: "error",
      from: { path: "^(admin|miniprogram)/src/(components|lib|hooks|shared|ui)/", pathNot: tests },
      to: { path: "^(admin|miniprogram)/src/features/" },
    },
    {
      name: "sandbox-is-for-tests-only",
      comment: "The product speaks to the outside world over sockets; a played world inside it would prove nothing.",
      severity: "error",
      from: { path: "^(api|admin|miniprogram|config|sql)/", pathNot: tests },
      to: { path: "^sandbox/" },
    },
    {
      name: "sandbox-knows-no-product",
      severity: "error",
      from: { path: "^sandbox/", pathNot: tests },
      to: { path: "^(api/src|admin|miniprogram|config|sql)/" },
    },
    {
      name: "config-knows-no-product",
      severity: "error",
      from: { path: "^config/", pathNot: tests },
      to: { path: "^(api/src|admin|miniprogram|sql)/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.base.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(admin|api|miniprogram)/dist/|^\\.(cache|data)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
    },
  },
};
