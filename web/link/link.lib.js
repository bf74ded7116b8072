// The C functions that link_worker.cpp calls, as an Emscripten library: bytes between the program and EnginePort.
//
// Module.engine is made by web/page/boot.js from web/page/engine_port.js; nothing is decided here.
addToLibrary({
  js_engine_connect: () => Module['engine']['connect']({
    onSnapshot: (bytes) => {
      const room = _dr_engine_buffer(bytes.length);  // which may make the memory grow: its views come after
      HEAPU8.set(bytes, room);
      _dr_engine_snapshot(bytes.length);
    },
    onRestarted: () => _dr_engine_restarted(),
    onFailed: () => _dr_engine_failed(),
  }),
  js_engine_send: (bytes, length) => Module['engine'].send(HEAPU8.slice(bytes, bytes + length).buffer),
  js_engine_release: () => Module['engine'].release(),
  js_engine_use: (fast) => Module['engine'].use(!!fast),
  js_engine_set_visible: (visible) => Module['engine'].setVisible(!!visible),
});
