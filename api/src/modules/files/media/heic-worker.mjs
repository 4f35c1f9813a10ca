// Plain JavaScript on purpose: Node starts a worker from this very file, in the source tree as in the bundle.
// The caller gives { bytes, pixelsMax, memoryMax } and gets { width, height, data } or { tooLarge: true }.
import { parentPort, workerData } from "node:worker_threads";
import heic from "heic-decode";

// A worker's resource limits do not see WebAssembly memory, so its growth is bounded here.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function growWithin(pages) {
  if (this.buffer.byteLength + pages * 65_536 > workerData.memoryMax) {
    throw new RangeError("The decoder wants more memory than it may have.");
  }
  return grow.call(this, pages);
};

const images = await heic.all({ buffer: workerData.bytes });
const { width, height, decode } = images[0];
if (width * height > workerData.pixelsMax) {
  parentPort.postMessage({ tooLarge: true });
} else {
  const { data } = await decode();
  parentPort.postMessage({ width, height, data }, [data.buffer]);
}
