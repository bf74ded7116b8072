// Networks as files for window.deltarule: saveModel() and openModel(). Fetched when one of them is called first.
//
// The engine reads and writes the files; here their bytes go to the program and come back (platform_web_models.cpp).
// One after the other: answers have no numbers.
const FORMATS = ['safetensors', 'onnx'];
const OPEN = FORMATS.length; // ModelRequest::What

let last = Promise.resolve();

/** The page's first program knows no file formats. */
const isWhole = () => [...document.scripts].some(({ src }) => src.endsWith('/deltarule_whole.js'));

/** Resolves with the file that was asked for; rejects with what is wrong. */
function ask(api, bridge, what, bytes) {
  const asked = last.catch(() => {}).then(() => new Promise((resolve, reject) => {
    if (!isWhole()) {
      throw new Error('this page has loaded only what points need, which knows no files of networks; ' +
        'open it with ?files in its address, before the # (index.html?files#data=circle)');
    }
    api.onModel = (file, error) => {
      if (error) reject(new Error(error));
      else resolve(file);
    };
    bridge.putBytes('model_buffer', bytes);
    bridge.call('model_request', what);
  }));
  last = asked;
  return asked;
}

export function save(api, bridge, format) {
  const what = FORMATS.indexOf(format);
  if (what < 0) throw new Error(`saveModel: wants ${FORMATS.map((name) => `'${name}'`).join(' or ')}`);
  return ask(api, bridge, what, new Uint8Array(0));
}

export async function open(api, bridge, file) {
  // Not instanceof: what another frame has made is of that frame's classes.
  const bytes = typeof file?.arrayBuffer === 'function' ? await file.arrayBuffer() : file;
  const isBuffer = Object.prototype.toString.call(bytes) === '[object ArrayBuffer]';
  if (!isBuffer && !ArrayBuffer.isView(bytes)) throw new Error('openModel: wants the bytes of a file (ArrayBuffer, Uint8Array or Blob)');
  await ask(api, bridge, OPEN, isBuffer ? new Uint8Array(bytes) : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
