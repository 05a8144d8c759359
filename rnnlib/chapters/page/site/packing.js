// What rnnlib.chapters.page.packing packed, unpacked again.

// Bytes of a float32.
const FLOAT = 4;

/** A promise of the bytes, as a DataView. */
export async function unpacked(code, way) {
  const packed = decoded(code);
  if (!way) return new DataView(packed.buffer);
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(plain).arrayBuffer();
  return new DataView(way === "planes" ? woven(new Uint8Array(buffer)).buffer : buffer);
}

/** The bytes that base64 stands for. */
function decoded(code) {
  // Many times as fast, where there is one.
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(code);
  const signs = atob(code);
  const bytes = new Uint8Array(signs.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = signs.charCodeAt(at);
  return bytes;
}

/** Four planes of bytes as floats again. */
function woven(planes) {
  const floats = new Uint8Array(planes.length);
  const size = planes.length / FLOAT;
  for (let k = 0; k < FLOAT; k++) {
    for (let at = 0; at < size; at++) floats[at * FLOAT + k] = planes[k * size + at];
  }
  return floats;
}
