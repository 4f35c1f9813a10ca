import { posix } from "node:path";
import { refused } from "./sheet-refused.ts";
import type { Archive } from "./xlsx-archive.ts";
import { readXml, type XmlAttributes } from "./xlsx-xml.ts";

export type Workbook = {
  sheetPart: string;
  stylesPart: string | undefined;
  stringsPart: string | undefined;
  /** Old Mac workbooks count days from 1904. */
  countsFrom1904: boolean;
};

/** Finds the first sheet a person sees, by following the package's own links and nothing outside it. */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has(contentTypes) || !archive.has(rootLinks)) {
    throw refused("sheet.not_a_table");
  }
  await refuseForeignPackage(archive);

  const root = await readLinks(archive, "");
  const workbookPart = partOf(root, "officeDocument");
  if (workbookPart === undefined || !archive.has(workbookPart)) {
    throw refused("sheet.not_a_table");
  }

  const links = await readLinks(archive, workbookPart);
  const { linkIds, countsFrom1904 } = await readVisibleSheets(archive, workbookPart);
  const sheetPart = linkIds
    .map((id) => links.find((link) => link.id === id && link.type === "worksheet"))
    .find((link) => link !== undefined)?.part;
  if (sheetPart === undefined) {
    throw refused("sheet.no_visible_sheet");
  }

  const optional = (type: string): string | undefined => {
    const part = partOf(links, type);
    return part !== undefined && archive.has(part) ? part : undefined;
  };
  return { sheetPart, countsFrom1904, stylesPart: optional("styles"), stringsPart: optional("sharedStrings") };
}

const contentTypes = "[Content_Types].xml";
const rootLinks = "_rels/.rels";

/** A Word file and a macro workbook are packages too; what the package says of its parts tells them apart. */
async function refuseForeignPackage(archive: Archive): Promise<void> {
  let isWorkbook = false;
  await readXml(archive.readSmall(contentTypes), {
    open: (_name, { ContentType = "" }) => {
      if (/macroEnabled|vbaProject/i.test(ContentType)) {
        throw refused("sheet.macro");
      }
      if (/spreadsheetml\.(?:sheet|template)\.main\+xml$/i.test(ContentType)) {
        isWorkbook = true;
      }
    },
  });
  if (!isWorkbook) {
    throw refused("sheet.not_a_table");
  }
}

type Link = { id: string; type: string; part: string };

async function readLinks(archive: Archive, source: string): Promise<Link[]> {
  const links: Link[] = [];
  const folder = posix.dirname(source);
  const linksPart = posix.join(folder, "_rels", `${posix.basename(source)}.rels`);
  await readXml(archive.readSmall(linksPart), {
    open: (name, { Id = "", Type = "", Target = "", TargetMode = "Internal" }) => {
      if (name !== "Relationship" || TargetMode.toLowerCase() === "external") {
        return;
      }
      links.push({ id: Id, type: Type.slice(Type.lastIndexOf("/") + 1), part: partName(folder, Target) });
    },
  });
  return links;
}

function partName(folder: string, target: string): string {
  return target.startsWith("/") ? target.slice(1) : posix.join(folder, target);
}

function partOf(links: readonly Link[], type: string): string | undefined {
  return links.find((link) => link.type === type)?.part;
}

async function readVisibleSheets(
  archive: Archive,
  part: string,
): Promise<{ linkIds: string[]; countsFrom1904: boolean }> {
  const linkIds: string[] = [];
  let countsFrom1904 = false;
  await readXml(archive.readSmall(part), {
    open: (name, attributes) => {
      if (name === "workbookPr") {
        countsFrom1904 = isTrue(attributes["date1904"]);
      }
      if (name === "sheet" && (attributes["state"] ?? "visible") === "visible") {
        linkIds.push(linkIdOf(attributes));
      }
    },
  });
  return { linkIds, countsFrom1904 };
}

/** The attribute is `r:id`, but the prefix is the writer's choice. */
function linkIdOf(attributes: XmlAttributes): string {
  return Object.entries(attributes).find(([name]) => /^[^:]+:id$/.test(name))?.[1] ?? "";
}

function isTrue(value: string | undefined): boolean {
  return value === "1" || value === "true";
}
