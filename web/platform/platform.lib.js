// The C functions of platform_web_js.h, as an Emscripten library: they hand text over and call the page's half.
//
// Module.host is made by web/page/host.js and does the work; nothing is decided here.
addToLibrary({
  $dr_string: (pointer, length) => new TextDecoder().decode(HEAPU8.slice(pointer, pointer + length)),

  // Leaves text in the scratch buffer and answers its length.
  $dr_give: (text) => {
    const bytes = new TextEncoder().encode(text);
    const room = _dr_scratch(bytes.length);  // which may make the memory grow: its views come after
    HEAPU8.set(bytes, room);
    return bytes.length;
  },

  js_attach: () => Module['host'].attach(Module, () => HEAPU8),

  // After a lost context Emscripten's tables hold objects of the old one; deleting those would only earn warnings.
  js_forget_gl__deps: ['$GL'],
  js_forget_gl: () => {
    for (const table of ['buffers', 'programs', 'shaders', 'textures', 'framebuffers', 'renderbuffers', 'vaos', 'samplers']) {
      GL[table]?.fill(null);
    }
  },

  js_request_frame: () => Module['host'].frames.request(),

  js_fail__deps: ['$dr_string'],
  js_fail: (reason, length) => Module['host'].fail(dr_string(reason, length)),

  js_mirror: (bytes, length) => Module['host'].updateMirror(HEAPU8.slice(bytes, bytes + length).buffer),
  js_flush_mirror_in: (milliseconds) => Module['host'].flushMirrorIn(milliseconds),

  js_cursor__deps: ['$dr_string'],
  js_cursor: (css, length) => { Module['host'].canvas.style.cursor = dr_string(css, length); },
  js_text_input: (wanted, x, y, lineHeight) => Module['host'].textInput.place(!!wanted, x, y, lineHeight),

  js_load__deps: ['$dr_string', '$dr_give'],
  js_load: (key, length) => dr_give(Module['host'].keep.load(dr_string(key, length))),
  js_store__deps: ['$dr_string'],
  js_store: (key, keyLength, value, valueLength) =>
    Module['host'].keep.store(dr_string(key, keyLength), dr_string(value, valueLength)),

  js_link__deps: ['$dr_give'],
  js_link: () => dr_give(Module['host'].keep.link()),
  js_set_link__deps: ['$dr_string'],
  js_set_link: (link, length) => Module['host'].keep.setLink(dr_string(link, length)),
  js_share_address__deps: ['$dr_string', '$dr_give'],
  js_share_address: (link, length) => dr_give(Module['host'].keep.shareAddress(dr_string(link, length))),
  js_copy_text__deps: ['$dr_string'],
  js_copy_text: (text, length) => Module['host'].keep.copyText(dr_string(text, length)),

  js_fetch_digits: () => Module['host'].useFiles('fetchDigits'),
  js_save_file__deps: ['$dr_string'],
  js_save_file: (name, nameLength, bytes, length) =>
    Module['host'].useFiles('save', dr_string(name, nameLength), HEAPU8.slice(bytes, bytes + length)),
  js_choose_files: () => Module['host'].useFiles('choose'),
  js_take_photo: () => Module['host'].useFiles('photograph'),
  js_reload: () => Module['host'].reload(),

  js_model_answer__deps: ['$dr_string'],
  js_model_answer: (file, length, error, errorLength) =>
    Module['host'].api.onModel(HEAPU8.slice(file, file + length), dr_string(error, errorLength)),

  js_host_ready: () => Module['host'].ready(),
  js_emit__deps: ['$dr_string'],
  js_emit: (event, eventLength, json, jsonLength) =>
    Module['host'].api.emit(dr_string(event, eventLength), dr_string(json, jsonLength)),
});
