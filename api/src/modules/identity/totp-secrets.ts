import type { Deps } from "../../kernel/deps.ts";
import { fromBase32, toBase32 } from "../../kernel/crypto/totp.ts";

/** Sealed as the base 32 text an authenticator reads. */
export const sealTotpSecret = (deps: Pick<Deps, "cipher">, staffPublicId: string, secret: Buffer): string =>
  deps.cipher.seal(toBase32(secret), { field: "staff.totp_sealed", rowId: staffPublicId });

export function openTotpSecret(deps: Pick<Deps, "cipher">, staff: { readonly publicId: string; readonly totpSealed: string | null }): Buffer | null {
  return staff.totpSealed === null ? null : fromBase32(deps.cipher.open(staff.totpSealed, { field: "staff.totp_sealed", rowId: staff.publicId }));
}
