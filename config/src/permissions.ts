/** What a role may be given. The contract names the same list for the screens; a test holds the two together. */
export const permissionCodes = [
  "case.read", "case.read_private", "case.accept", "case.decline", "case.assign", "case.work", "case.release", "case.figures",
  "roll.read", "roll.import", "roll.show_sensitive", "claim.review", "area.manage",
  "staff.read", "staff.manage", "staff.totp_reset", "journal.read", "trail.verify", "dossier.make",
  "look.read_withheld", "look.release", "security_log.read", "erasure.decide", "withhold.propose", "withhold.approve",
  "delivery.read", "delivery.retry", "reader.manage",
] as const;

/** Rights that show what people wrote or who they are: whoever looks after the machines has none of them. */
export const contentPermissions: readonly string[] = permissionCodes.filter((code) => /^(case|roll|claim|journal|dossier|look|security_log|erasure|withhold)\./.test(code));
