// This engine, as WebAssembly (engine_page.cpp); options.relaxed: the one for browsers with relaxed SIMD ("fast math").
export const scripts = [];

export async function open({ relaxed }) {
  const { default: create } = await import(`/engine/deltarule-bench-engine${relaxed ? '-relaxed' : ''}.mjs`);
  const module = await create();

  const text = (value) => {
    const bytes = module.lengthBytesUTF8(value) + 1;
    const at = module._malloc(bytes);
    module.stringToUTF8(value, at, bytes);
    return at;
  };
  const floats = (values) => {
    if (!values) return 0;
    const at = module._malloc(values.byteLength);
    module.HEAPF32.set(values, at / 4);
    return at;
  };

  return {
    make(workload, data) {
      const passed = [text(JSON.stringify(workload)), floats(data?.input), floats(data?.target)];
      const why = module.UTF8ToString(module._bench_make(...passed));
      passed.forEach((at) => module._free(at));
      return why || undefined;
    },
    run: (seconds) => module._bench_run(seconds),
    loss: () => module._bench_loss(),
    peak: (which, seconds) => module._bench_peak(which, seconds),
  };
}
