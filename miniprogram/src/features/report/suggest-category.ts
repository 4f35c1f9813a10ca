interface Category {
  readonly code: string;
  readonly name: string;
  readonly hint: string;
}

/**
 * The kind whose own name and hint share most with what was typed, two characters at a time; without a likeness the
 * last one, which by convention is "others". It only suggests: village staff settle the kind on accepting.
 */
export function suggestCategory<C extends Category>(text: string, offered: readonly C[]): C | undefined {
  const pairs = pairsOf(text);
  const scored = offered.map((category) => {
    const own = pairsOf(`${category.name} ${category.hint}`);
    return { category, likeness: [...pairs].filter((pair) => own.has(pair)).length };
  });
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (leader, next) => (next.likeness > (leader?.likeness ?? 0) ? next : leader),
    undefined,
  );
  return best?.category ?? offered[offered.length - 1];
}

function pairsOf(text: string): Set<string> {
  const letters = [...text.replace(/[\s，。、,.;；：:！!？?了的有在]/g, "")];
  return new Set(letters.slice(1).map((letter, index) => `${letters[index] ?? ""}${letter}`));
}
