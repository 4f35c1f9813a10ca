/** Where a person stands in a household, seen from its head (户主). */
type Place = "head" | "spouse" | "child" | "childInLaw" | "grandchild" | "grandchildInLaw" | "parent" | "parentInLaw" | "sibling" | "siblingInLaw" | "siblingsChild" | "grandparent";

export interface HouseholdMember {
  readonly personId: number;
  /** The roll's own word, such as 长子. */
  readonly relation: string;
}

/**
 * Close relatives of one member among his household: spouse, parents, children, brothers and sisters, grandparents
 * and grandchildren (D 3.1). The roll knows each only by his relation to the head. Where that leaves two readings,
 * father or uncle, the closer one is taken: the law wants a relative kept out rather than let in. People who live in
 * another household are not found here.
 */
export function closeRelatives(members: readonly HouseholdMember[], personId: number): number[] {
  const own = members.find((member) => member.personId === personId);
  const ownPlace = own && placeOf(own.relation);
  if (ownPlace === undefined) {
    return [];
  }
  return members.filter((member) => member.personId !== personId && isClose(ownPlace, placeOf(member.relation))).map((member) => member.personId);
}

/** A roll's word for a relation, or undefined for one that says nothing of kinship (非亲属, 保姆 …). */
export function placeOf(relation: string): Place | undefined {
  const word = relation.replace(/[\s()（）]/g, "").replace(/^(?:长|大|次|二|三|四|五|六|七|八|九|小|幼|养|继|独生)+(?=[子女儿孙])/, "");
  return places.get(word);
}

function isClose(one: Place, other: Place | undefined): boolean {
  return other !== undefined && (closePairs[one].includes(other) || closePairs[other].includes(one));
}

/** Each pair once, under the one that comes first. */
const closePairs: Readonly<Record<Place, readonly Place[]>> = {
  head: ["spouse", "child", "grandchild", "parent", "sibling", "grandparent"],
  spouse: ["child", "grandchild", "parentInLaw"],
  child: ["child", "childInLaw", "grandchild", "parent", "parentInLaw"],
  childInLaw: ["grandchild"],
  grandchild: ["grandchild", "grandchildInLaw"],
  grandchildInLaw: [],
  parent: ["parent", "grandparent", "sibling", "siblingsChild"],
  parentInLaw: ["parentInLaw"],
  sibling: ["sibling", "siblingInLaw", "siblingsChild", "grandparent"],
  siblingInLaw: ["siblingsChild"],
  siblingsChild: ["siblingsChild"],
  grandparent: ["grandparent"],
};

const wordsOf: Readonly<Record<Place, string>> = {
  head: "户主 本人 户主本人",
  spouse: "配偶 妻 妻子 夫 丈夫 老婆 爱人 之妻 之夫",
  child: "子 女 儿子 女儿 儿 子女 之子 之女",
  childInLaw: "儿媳 媳 儿媳妇 媳妇 女婿 婿",
  grandchild: "孙 孙子 孙女 外孙 外孙子 外孙女 孙子女 外孙子女 孙儿",
  grandchildInLaw: "孙媳 孙媳妇 孙女婿 外孙媳 外孙媳妇 外孙女婿",
  parent: "父 母 父亲 母亲 父母 养父 养母 继父 继母 爸爸 妈妈",
  parentInLaw: "岳父 岳母 公公 婆婆 公 婆 丈人 丈母娘 配偶父母",
  sibling: "兄 弟 姐 妹 哥 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄弟姐妹 姊妹",
  siblingInLaw: "嫂 嫂子 嫂嫂 弟媳 弟妇 弟媳妇 姐夫 妹夫",
  siblingsChild: "侄 侄子 侄女 侄儿 外甥 外甥女 外甥子",
  grandparent: "祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 祖父母 外祖父母",
};

const places: ReadonlyMap<string, Place> = new Map(
  // The keys are exactly the places, which Object.entries forgets.
  (Object.entries(wordsOf) as [Place, string][]).flatMap(([place, words]) => words.split(" ").map((word): [string, Place] => [word, place])),
);
