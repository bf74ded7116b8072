// window.deltarule for a page that shows this one in a frame from another site (or has opened it), by messages. Fetched
// with the first one.
//
// To the frame: { deltarule: 'saveModel', args: ['onnx'], id: 1 }; back: { deltarule: 'saveModel', id: 1, result }, or
// with { error } in words. 'on' answers with { deltarule: event, detail } from then on.
// Bytes of a file are handed over, not copied.
const METHODS = ['getState', 'setExperiment', 'play', 'pause', 'step', 'reset', 'saveModel', 'openModel'];

export async function answer({ data: { deltarule: method, args = [], id }, source, origin }, page) {
  if (source === window || (source !== window.parent && source !== window.opener)) return;
  const reply = (message, transfer = []) => source.postMessage(message, { targetOrigin: origin === 'null' ? '*' : origin, transfer });
  try {
    if (method === 'on') {
      const [event] = args;
      page.on(event, (detail) => reply({ deltarule: event, detail }));
      return;
    }
    if (!METHODS.includes(method)) throw new Error(`there is no ${method}; use ${METHODS.join(', ')} or on`);
    const result = await page[method](...args);
    reply({ deltarule: method, id, result }, result instanceof Uint8Array ? [result.buffer] : []);
  } catch (error) {
    reply({ deltarule: method, id, error: error.message });
  }
}
