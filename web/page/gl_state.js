// Answers some questions about WebGL's state from memory instead of asking the graphics process.
//
// ImGui's backend saves and restores the whole state around each frame, and the program checks the framebuffer it draws
// into. A browser answers most of that by itself, but for these it waits until everything drawn so far is finished: half
// a second where graphics are drawn in software, and a pipeline that runs dry elsewhere.

/** Wraps the state-setting calls of this context so that getParameter and checkFramebufferStatus need not wait. */
export function rememberState(gl) {
  const known = new Map();     // parameter -> value, as set last; what was never set is asked once
  let complete = new WeakMap();  // framebuffer -> the texture with which it was found complete
  let framebuffer = null;
  let attached = new WeakMap();

  const wrap = (name, before) => {
    const original = gl[name].bind(gl);
    gl[name] = (...args) => {
      before(...args);
      return original(...args);
    };
  };
  const blend = (sourceRgb, targetRgb, sourceAlpha, targetAlpha) => {
    known.set(gl.BLEND_SRC_RGB, sourceRgb).set(gl.BLEND_DST_RGB, targetRgb);
    known.set(gl.BLEND_SRC_ALPHA, sourceAlpha).set(gl.BLEND_DST_ALPHA, targetAlpha);
  };
  const equation = (rgb, alpha) => known.set(gl.BLEND_EQUATION_RGB, rgb).set(gl.BLEND_EQUATION_ALPHA, alpha);

  wrap('viewport', (...box) => known.set(gl.VIEWPORT, Int32Array.from(box)));
  // Set for every piece that is drawn, and never relied on from before: any answer will do for restoring it.
  const anyBox = new Int32Array(4);
  known.set(gl.SCISSOR_BOX, anyBox);
  wrap('blendFuncSeparate', blend);
  wrap('blendFunc', (source, target) => blend(source, target, source, target));
  wrap('blendEquationSeparate', equation);
  wrap('blendEquation', (mode) => equation(mode, mode));
  wrap('bindFramebuffer', (target, object) => {
    if (target !== gl.READ_FRAMEBUFFER) framebuffer = object;
  });
  wrap('framebufferTexture2D', (target, attachment, kind, texture) => {
    if (framebuffer) attached.set(framebuffer, attachment === gl.COLOR_ATTACHMENT0 && target === gl.FRAMEBUFFER ? texture : null);
  });
  wrap('framebufferRenderbuffer', () => framebuffer && attached.set(framebuffer, null));
  // Another size or format of a texture may make a framebuffer incomplete.
  wrap('texImage2D', () => { complete = new WeakMap(); });
  wrap('texStorage2D', () => { complete = new WeakMap(); });

  const getParameter = gl.getParameter.bind(gl);
  gl.getParameter = (parameter) => known.get(parameter) ?? getParameter(parameter);

  const check = gl.checkFramebufferStatus.bind(gl);
  gl.checkFramebufferStatus = (target) => {
    const texture = framebuffer && attached.get(framebuffer);
    if (texture && target === gl.FRAMEBUFFER && complete.get(framebuffer) === texture) return gl.FRAMEBUFFER_COMPLETE;
    const status = check(target);
    if (texture && status === gl.FRAMEBUFFER_COMPLETE) complete.set(framebuffer, texture);
    return status;
  };

  gl.canvas.addEventListener('webglcontextlost', () => {
    known.clear();
    known.set(gl.SCISSOR_BOX, anyBox);
    complete = new WeakMap();
    attached = new WeakMap();
    framebuffer = null;
  });
}
