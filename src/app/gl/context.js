// The module's WebGL2 context: taken on Module.canvas and given back.
addToLibrary({
  // A handle for the context the page has opened on the canvas, or 0 when it has none.
  headscope_take_context__deps: ['$GL'],
  headscope_take_context: () => {
    const context = Module['canvas']?.getContext('webgl2');
    if (!context) return 0;
    const handle = GL.registerContext(context, { majorVersion: 2 });
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
