import type { CaseSummary } from "../../shared/rows.ts";
import { DueWord } from "./case-words.tsx";

/** Which case a dialog is about, so that nobody answers the wrong one. */
export function CaseQuote({ of }: { readonly of: CaseSummary }) {
  return (
    <blockquote className="case-quote">
      <div className="words">{of.excerpt === "" ? "（只有照片或录音）" : of.excerpt}</div>
      <div className="soft small">
        {of.village.name}·{of.category.name}·<DueWord of={of} />
      </div>
    </blockquote>
  );
}
