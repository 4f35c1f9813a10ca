export { fromBase64, fromBase64Url, fromHex, toBase64, toBase64Url, toHex } from "./base64.ts";
export { areEqual, concatBytes } from "./bytes.ts";
export { checkpointText, openCheckpoint, parseCheckpoint, type Checkpoint, type OpenedCheckpoint } from "./checkpoint.ts";
export { verifyEd25519 } from "./ed25519.ts";
export { epochText, openEpoch, parseEpoch, type Epoch } from "./epoch.ts";
export { asObject, parseJson, type JsonObject } from "./json.ts";
export { formatVerifierKey, keyEncodings, keyIdOf, logKeyLine, parseLogKey, parseVerifierKey, type KeyAlgorithm, type LogKey, type VerifierKey } from "./keys.ts";
export { emptyRoot, isConsistent, isIncluded, leafHash, nodeHash, type Consistency, type Hash, type Inclusion } from "./merkle.ts";
export {
  addSignatureLines,
  cosignatureBytes,
  cosignedMessage,
  formatNote,
  openNote,
  parseNote,
  signatureLine,
  type Note,
  type NoteSignature,
  type OpenedNote,
  type VerifiedSignature,
  type Verify,
} from "./note.ts";
export { parsePromise, promiseText, type RecordPromise } from "./promise.ts";
export { parsePublicForm, plainFormNames, type PlainForm, type PublicForm, type SealedForm } from "./public-form.ts";
export { parseQrText, qrBytesMax, qrText, receiptPage, type QrReceipt } from "./qr-text.ts";
export { appendLeaf, newRange, rangeSize, rootOf, subtreesOf, type CompactRange } from "./range.ts";
export { checkPromise, checkReceipt, cosignersOf, readHashes, type Cosigned, type GoodReceipt, type Receipt, type ReceiptFault, type ReceiptVerdict } from "./receipt.ts";
export { sha256 } from "./sha256.ts";
export { sha512 } from "./sha512.ts";
export { checkStanding, type Fresh, type StandingFault, type StandingVerdict } from "./standing.ts";
export { encodeBundle, entriesPath, parseBundle, parseEntriesPath, parseTilePath, tilePath, tileWidth, type BundlePlace, type TilePlace } from "./tiles.ts";
export { readTrust, type Trust, type TrustedKeys, type Witness } from "./trust.ts";
export { fromUtf8, utf8 } from "./utf8.ts";
export { momentWords, receiptWords, type ReceiptWords } from "./words.ts";
