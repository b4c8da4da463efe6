/** Of the bundle for Node.js: one runtime for both, so that a language set there holds here. */
export default { build: { rolldownOptions: { external: [/\/runtime\.js$/] } } };
