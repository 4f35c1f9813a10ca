import type { CopyOf, PersonalData } from "../../kernel/personal-data.ts";
import { sql } from "../../kernel/sql.ts";
import type { FilesDeps } from "../files/index.ts";
import { areasById } from "../organisation/index.ts";
import { emptyRestricted, eraseCases, isReportersFile } from "./commands/erase-case.ts";

/** What cases hold of people: the reporter's words and pictures by consent, the handling by law. */
export function casePersonalData(deps: FilesDeps): PersonalData[] {
  return [
    {
      table: "cases",
      what: "反映的内容、地点和评价的话",
      retention: "while_account",
      whenErased: "columns_blank",
      columns: { text: "", place: null, lng: null, lat: null, point_original: null, follow_index: null, rating_tags: null, rating_words: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId}`,
      ownerOfRow: sql`cases.account_id`,
      erase: (owner) => eraseCases(deps, owner),
    },
    {
      table: "files",
      what: "反映时的照片和录音",
      retention: "while_account",
      whenErased: "row_goes",
      columns: { storage_key: "", thumbnail_key: null, content_hash: "", thumbnail_hash: null, claim_hash: "" },
      rowsOf: ({ accountId }) => sql`subject_kind = 'case' AND subject_id IN (SELECT o.id FROM cases o WHERE o.account_id = ${accountId}) AND ${isReportersFile}`,
      ownerOfRow: sql`(SELECT o.account_id FROM cases o WHERE files.subject_kind = 'case' AND o.id = files.subject_id AND ${isReportersFile})`,
      erase: (owner) => eraseCases(deps, owner),
    },
    {
      table: "cases",
      what: "工作人员写的办理结果和说明",
      retention: "case_archive",
      whenErased: "kept",
      columns: { outcome: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId} AND is_open = 0`,
      expire: (before) => emptyRestricted(deps, before),
    },
    {
      table: "cases",
      what: "工作人员公开的内容和照片（不写是谁反映的）",
      retention: "public_record",
      whenErased: "kept",
      columns: { released_text: null, released_photos: null },
      rowsOf: ({ accountId }) => sql`account_id = ${accountId} AND released_at IS NOT NULL`,
    },
  ];
}

/** What I have reported, in my own words and pictures. What staff wrote is theirs. */
export function caseCopy(deps: FilesDeps): CopyOf {
  return async ({ accountId }) => {
    const rows = await deps.db.select<CopyRow>(sql`
      SELECT c.id, c.number, c.category_code, c.village_id, c.text, c.place, c.lng, c.lat, c.is_private, c.state, c.submitted_at, c.grade,
        c.rating_tags, c.rating_words, c.rated_at
      FROM cases c WHERE c.account_id = ${accountId} ORDER BY c.submitted_at, c.id`);
    const areas = await areasById(deps.db, rows.map((row) => row.village_id));
    const files = await deps.db.select<{ subject_id: number; kind: string; mime: string; storage_key: string }>(sql`
      SELECT f.subject_id, f.kind, f.mime, f.storage_key FROM files f JOIN cases c ON c.id = f.subject_id
      WHERE f.subject_kind = 'case' AND f.purpose IN ('report', 'voice') AND c.account_id = ${accountId} ORDER BY f.subject_id, f.sort, f.id`);
    const numberOf = new Map(rows.map((row) => [row.id, row.number]));
    return [
      {
        title: "我的诉求",
        key: "cases",
        fields: copyFields,
        rows: rows.map((row) => ({
          number: row.number,
          category: deps.county.categories.find((category) => category.code === row.category_code)?.name ?? row.category_code,
          village: areas.get(row.village_id)?.name ?? null,
          text: row.text,
          place: row.place,
          lng: row.lng,
          lat: row.lat,
          isPrivate: row.is_private === 1,
          state: row.state,
          submittedAt: row.submitted_at,
          grade: deps.county.grades.find((grade) => grade.code === row.grade)?.name ?? null,
          ratingTags: row.rating_tags === null ? null : (JSON.parse(row.rating_tags) as string[]).join("、"),
          ratingWords: row.rating_words,
          ratedAt: row.rated_at,
        })),
        files: files.map((file, index) => ({
          name: `${file.kind === "voice" ? "录音" : "照片"}/${numberOf.get(file.subject_id) ?? ""}-${index + 1}.${extensions[file.mime] ?? "bin"}`,
          storageKey: file.storage_key,
        })),
      },
    ];
  };
}

const copyFields = {
  number: "编号",
  category: "类别",
  village: "村",
  text: "反映的内容",
  place: "地点",
  lng: "经度",
  lat: "纬度",
  isPrivate: "是否不公开",
  state: "状态",
  submittedAt: "反映时间",
  grade: "评价",
  ratingTags: "评价选的原因",
  ratingWords: "评价的话",
  ratedAt: "评价时间",
};

const extensions: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/wav": "wav" };

interface CopyRow {
  readonly id: number;
  readonly number: string;
  readonly category_code: string;
  readonly village_id: number;
  readonly text: string;
  readonly place: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly is_private: number;
  readonly state: string;
  readonly submitted_at: number;
  readonly grade: string | null;
  readonly rating_tags: string | null;
  readonly rating_words: string | null;
  readonly rated_at: number | null;
}
