interface Category {
  readonly code: string;
  readonly name: string;
  readonly hint: string;
}

/**
 * The kind whose own name and hint share most with what was typed; without a likeness the last one, which by
 * convention is "others". It only suggests: village staff settle the kind on accepting.
 */
export function suggestCategory<C extends Category>(text: string, offered: readonly C[]): C | undefined {
  const typed = piecesOf(text);
  const scored = offered.map((category) => ({ category, likeness: likenessOf(typed, piecesOf(`${category.name}、${category.hint}`)) }));
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (leader, next) => (next.likeness > (leader?.likeness ?? leastLikeness - 1) ? next : leader),
    undefined,
  );
  return best?.category ?? offered[offered.length - 1];
}

/** A pair alone is a word in common, and so enough; of single letters, like the one that 黄泥 and 泥沙 share, it takes three. */
const pairWeight = 3;
const leastLikeness = 3;

interface Pieces {
  readonly letters: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
}

function likenessOf(typed: Pieces, own: Pieces): number {
  const common = (one: ReadonlySet<string>, other: ReadonlySet<string>): number => [...one].filter((piece) => other.has(piece)).length;
  return pairWeight * common(typed.pairs, own.pairs) + common(typed.letters, own.letters);
}

/** Letters that stand in every sentence say nothing about its kind, alone or in pairs. */
const everywhere = new Set("了的有在是和就都也不没一个人上下里来去这那我你他她它们村家可以说想问事看");

function piecesOf(text: string): Pieces {
  const phrases = text.split(/[\s，。、,.;；：:！!？?]+/).map((phrase) => [...phrase.replace(/[了的有在]/g, "")]);
  const pairs = joined(phrases.map((letters) => letters.slice(1).map((letter, index) => `${letters[index] ?? ""}${letter}`)));
  const tells = (piece: string): boolean => [...piece].some((letter) => !everywhere.has(letter));
  return { letters: new Set(joined(phrases).filter(tells)), pairs: new Set(pairs.filter(tells)) };
}

/** Array.flat is missing on the oldest phones. */
const joined = (lists: readonly (readonly string[])[]): string[] => lists.reduce<string[]>((all, list) => [...all, ...list], []);
