import type { ReactNode } from "react";

interface FrontProps {
  readonly subtitle: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
}

/** The card before the door: log-in and first set-up. */
export function Front({ subtitle, wide = false, children, foot }: FrontProps) {
  return (
    <main className="front">
      <div>
        <div className={wide ? "front-card wide" : "front-card"}>
          <div className="front-brand">
            <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" />
            <div>
              <strong>村情通</strong>
              <span>{subtitle}</span>
            </div>
          </div>
          {children}
        </div>
        {foot !== undefined && <div className="front-foot">{foot}</div>}
      </div>
    </main>
  );
}
