// The module's WebGL2 context: taken on Module.canvas and given back.
addToLibrary({
  // A handle, or 0 where there is no WebGL2.
  headscope_take_context__deps: ['$GL'],
  headscope_take_context: () => {
    const canvas = Module['canvas'];
    const attributes = { alpha: false, antialias: false, depth: false, stencil: false, powerPreference: 'low-power', majorVersion: 2 };
    const context = canvas?.getContext('webgl2', attributes);
    if (!context) return 0;
    const handle = GL.registerContext(context, attributes);
    GL.makeContextCurrent(handle);
    return handle;
  },

  headscope_leave_context__deps: ['$GL'],
  headscope_leave_context: (handle) => {
    const context = GL.contexts[handle].GLctx;
    GL.deleteContext(handle);
    context.getExtension('WEBGL_lose_context')?.loseContext();
  },
});
