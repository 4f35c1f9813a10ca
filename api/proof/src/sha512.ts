/** SHA-512 (FIPS 180-4), which Ed25519 needs. 64-bit words are pairs of signed 32-bit numbers: no BigInt on old phones. */
export function sha512(message: Uint8Array): Uint8Array {
  const state = Int32Array.from(initial);
  const words = new Int32Array(160);
  const padded = pad(message);
  for (let at = 0; at < padded.length; at += 128) {
    schedule(words, padded, at);
    compress(state, words);
  }
  const digest = new Uint8Array(64);
  for (let index = 0; index < 64; index += 1) {
    digest[index] = (state[index >> 2] ?? 0) >>> (24 - 8 * (index & 3));
  }
  return digest;
}

// High and low halves by turns.
const initial = [
  0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1,
  0x510e527f, 0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
];

const constants = Int32Array.from([
  0x428a2f98, 0xd728ae22, 0x71374491, 0x23ef65cd, 0xb5c0fbcf, 0xec4d3b2f, 0xe9b5dba5, 0x8189dbbc,
  0x3956c25b, 0xf348b538, 0x59f111f1, 0xb605d019, 0x923f82a4, 0xaf194f9b, 0xab1c5ed5, 0xda6d8118,
  0xd807aa98, 0xa3030242, 0x12835b01, 0x45706fbe, 0x243185be, 0x4ee4b28c, 0x550c7dc3, 0xd5ffb4e2,
  0x72be5d74, 0xf27b896f, 0x80deb1fe, 0x3b1696b1, 0x9bdc06a7, 0x25c71235, 0xc19bf174, 0xcf692694,
  0xe49b69c1, 0x9ef14ad2, 0xefbe4786, 0x384f25e3, 0x0fc19dc6, 0x8b8cd5b5, 0x240ca1cc, 0x77ac9c65,
  0x2de92c6f, 0x592b0275, 0x4a7484aa, 0x6ea6e483, 0x5cb0a9dc, 0xbd41fbd4, 0x76f988da, 0x831153b5,
  0x983e5152, 0xee66dfab, 0xa831c66d, 0x2db43210, 0xb00327c8, 0x98fb213f, 0xbf597fc7, 0xbeef0ee4,
  0xc6e00bf3, 0x3da88fc2, 0xd5a79147, 0x930aa725, 0x06ca6351, 0xe003826f, 0x14292967, 0x0a0e6e70,
  0x27b70a85, 0x46d22ffc, 0x2e1b2138, 0x5c26c926, 0x4d2c6dfc, 0x5ac42aed, 0x53380d13, 0x9d95b3df,
  0x650a7354, 0x8baf63de, 0x766a0abb, 0x3c77b2a8, 0x81c2c92e, 0x47edaee6, 0x92722c85, 0x1482353b,
  0xa2bfe8a1, 0x4cf10364, 0xa81a664b, 0xbc423001, 0xc24b8b70, 0xd0f89791, 0xc76c51a3, 0x0654be30,
  0xd192e819, 0xd6ef5218, 0xd6990624, 0x5565a910, 0xf40e3585, 0x5771202a, 0x106aa070, 0x32bbd1b8,
  0x19a4c116, 0xb8d2d0c8, 0x1e376c08, 0x5141ab53, 0x2748774c, 0xdf8eeb99, 0x34b0bcb5, 0xe19b48a8,
  0x391c0cb3, 0xc5c95a63, 0x4ed8aa4a, 0xe3418acb, 0x5b9cca4f, 0x7763e373, 0x682e6ff3, 0xd6b2b8a3,
  0x748f82ee, 0x5defb2fc, 0x78a5636f, 0x43172f60, 0x84c87814, 0xa1f0ab72, 0x8cc70208, 0x1a6439ec,
  0x90befffa, 0x23631e28, 0xa4506ceb, 0xde82bde9, 0xbef9a3f7, 0xb2c67915, 0xc67178f2, 0xe372532b,
  0xca273ece, 0xea26619c, 0xd186b8c7, 0x21c0c207, 0xeada7dd6, 0xcde0eb1e, 0xf57d4f7f, 0xee6ed178,
  0x06f067aa, 0x72176fba, 0x0a637dc5, 0xa2c898a6, 0x113f9804, 0xbef90dae, 0x1b710b35, 0x131c471b,
  0x28db77f5, 0x23047d84, 0x32caab7b, 0x40c72493, 0x3c9ebe0a, 0x15c9bebc, 0x431d67c4, 0x9c100d4c,
  0x4cc5d4be, 0xcb3e42b6, 0x597f299c, 0xfc657e2a, 0x5fcb6fab, 0x3ad6faec, 0x6c44198c, 0x4a475817,
]);

function pad(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil((message.length + 17) / 128) * 128);
  padded.set(message);
  padded[message.length] = 0x80;
  let length = message.length * 8;
  for (let index = padded.length - 1; length > 0; index -= 1) {
    padded[index] = length % 256;
    length = Math.floor(length / 256);
  }
  return padded;
}

// Low halves are added as doubles, which are exact here; what passes 2^32 is carried into the high half. Everything
// stands written out: rest arguments and destructuring cost an interpreter more than the hash itself.
const carryUnit = 2 ** 32;

function schedule(words: Int32Array, bytes: Uint8Array, at: number): void {
  for (let index = 0; index < 32; index += 1) {
    const from = at + 4 * index;
    words[index] = ((bytes[from] ?? 0) << 24) | ((bytes[from + 1] ?? 0) << 16) | ((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0);
  }
  for (let index = 32; index < 160; index += 2) {
    const xh = words[index - 30] ?? 0;
    const xl = words[index - 29] ?? 0;
    const yh = words[index - 4] ?? 0;
    const yl = words[index - 3] ?? 0;
    const mixedXh = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const mixedXl = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const mixedYh = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const mixedYl = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const ah = words[index - 32] ?? 0;
    const al = words[index - 31] ?? 0;
    const bh = words[index - 14] ?? 0;
    const bl = words[index - 13] ?? 0;
    const low = (al >>> 0) + (mixedXl >>> 0) + (bl >>> 0) + (mixedYl >>> 0);
    words[index] = ah + mixedXh + bh + mixedYh + Math.floor(low / carryUnit);
    words[index + 1] = low;
  }
}

function compress(state: Int32Array, words: Int32Array): void {
  let [ah = 0, al = 0, bh = 0, bl = 0, ch = 0, cl = 0, dh = 0, dl = 0] = state;
  let [eh = 0, el = 0, fh = 0, fl = 0, gh = 0, gl = 0, hh = 0, hl = 0] = state.subarray(8);
  for (let index = 0; index < 160; index += 2) {
    const mixedEh = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const mixedEl = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const chosenL = (el & fl) ^ (~el & gl);
    const kl = constants[index + 1] ?? 0;
    const wl = words[index + 1] ?? 0;
    const first = (hl >>> 0) + (mixedEl >>> 0) + (chosenL >>> 0) + (kl >>> 0) + (wl >>> 0);
    const firstH = (hh + mixedEh + ((eh & fh) ^ (~eh & gh)) + (constants[index] ?? 0) + (words[index] ?? 0) + Math.floor(first / carryUnit)) | 0;
    const mixedAh = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const mixedAl = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const second = (first % carryUnit) + (mixedAl >>> 0) + (((al & bl) ^ (al & cl) ^ (bl & cl)) >>> 0);
    const secondH = mixedAh + ((ah & bh) ^ (ah & ch) ^ (bh & ch));
    const shifted = (dl >>> 0) + (first % carryUnit);
    hh = gh;
    hl = gl;
    gh = fh;
    gl = fl;
    fh = eh;
    fl = el;
    eh = (dh + firstH + Math.floor(shifted / carryUnit)) | 0;
    el = shifted | 0;
    dh = ch;
    dl = cl;
    ch = bh;
    cl = bl;
    bh = ah;
    bl = al;
    ah = (firstH + secondH + Math.floor(second / carryUnit)) | 0;
    al = second | 0;
  }
  const sums = [ah, al, bh, bl, ch, cl, dh, dl, eh, el, fh, fl, gh, gl, hh, hl];
  for (let index = 0; index < 16; index += 2) {
    const [high, low] = [state[index] ?? 0, state[index + 1] ?? 0];
    const [addedHigh, addedLow] = [sums[index] ?? 0, sums[index + 1] ?? 0];
    const sum = (low >>> 0) + (addedLow >>> 0);
    state[index] = high + addedHigh + Math.floor(sum / carryUnit);
    state[index + 1] = sum;
  }
}
