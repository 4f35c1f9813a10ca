/** One channel of 16-bit WAV at a rate good enough for speech: the one format every phone plays. */
export const speechRate = 16_000;

export function toWav(samples: Float32Array, recordedRate: number): ArrayBuffer {
  const spoken = resample(samples, recordedRate, speechRate);
  const rate = Math.min(recordedRate, speechRate);
  const buffer = new ArrayBuffer(44 + spoken.length * 2);
  const view = new DataView(buffer);
  const write = (offset: number, text: string): void => {
    [...text].forEach((letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)));
  };
  write(0, "RIFF");
  view.setUint32(4, buffer.byteLength - 8, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, spoken.length * 2, true);
  spoken.forEach((sample, index) => {
    const bounded = Math.max(-1, Math.min(1, sample));
    view.setInt16(44 + index * 2, Math.round(bounded * 32_767), true);
  });
  return buffer;
}

/** Averages the samples that fall into one new sample, which also softens what is too high to keep. */
function resample(samples: Float32Array, from: number, to: number): Float32Array {
  if (from <= to) {
    return samples;
  }
  const step = from / to;
  return Float32Array.from({ length: Math.floor(samples.length / step) }, (_none, index) => {
    const part = samples.subarray(Math.floor(index * step), Math.floor((index + 1) * step));
    return part.reduce((sum, sample) => sum + sample, 0) / part.length;
  });
}
