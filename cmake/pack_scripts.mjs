// node pack_scripts.mjs ROOT file...: makes JavaScript files smaller in place, because the first load has a budget.
//
// A module swallows the modules that it imports ('./x.js', names only); comments, indentation and local names go.
// Names that the page's scripts or the DOM see from outside stay: properties, globals, exports. ROOT is Emscripten's
// folder, whose parser it uses. What a browser reports is then about the packed file; to look for an error, serve
// web/page itself beside the built modules.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const [root, ...files] = process.argv.slice(2);
const acorn = createRequire(join(root, 'tools', 'acorn-optimizer.mjs'))('acorn');

const isModule = (file, source) => /\.mjs$/.test(file) || /^\s*(import|export)\b/m.test(source);
const parse = (source, sourceType) => acorn.parse(source, { ecmaVersion: 'latest', sourceType, allowHashBang: true });
const fail = (message) => { throw new Error(`pack_scripts: ${message}`); };

function* childrenOf(node) {
  for (const [key, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child.type === 'string') yield [key, child];
  }
}

// ---- Modules: imported ones first, their import and export words cut out.

function bundle(file, done, names) {
  if (done.has(file)) return '';
  done.add(file);
  let source = readFileSync(file, 'utf8');
  const cuts = [];
  let before = '';
  for (const node of parse(source, 'module').body) {
    if (node.type === 'ImportDeclaration') {
      for (const { type, local, imported } of node.specifiers)
        if (type !== 'ImportSpecifier' || local.name !== imported.name) fail(`${file}: only import { name } can be packed`);
      before += bundle(resolve(dirname(file), node.source.value), done, names);
      cuts.push([node.start, node.end]);
    } else if (node.type === 'ExportNamedDeclaration' && node.declaration) {
      cuts.push([node.start, node.declaration.start]);
    } else if (/^Export/.test(node.type)) {
      fail(`${file}: only export before a declaration can be packed`);
    }
    for (const name of declaredBy(node.declaration ?? node)) {
      if (names.has(name)) fail(`${file}: ${name} is also at the top of ${names.get(name)}`);
      names.set(name, file);
    }
  }
  for (const [start, end] of cuts.reverse()) source = source.slice(0, start) + source.slice(end);
  return `${before}${source}\n`;
}

function declaredBy(node) {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => patternNames(id));
  return /^(Function|Class)Declaration$/.test(node.type) ? [node.id.name] : [];
}

function patternNames(node) {
  switch (node?.type) {
    case 'Identifier': return [node.name];
    case 'ObjectPattern': return node.properties.flatMap((p) => patternNames(p.value ?? p.argument));
    case 'ArrayPattern': return node.elements.flatMap(patternNames);
    case 'AssignmentPattern': return patternNames(node.left);
    case 'RestElement': return patternNames(node.argument);
    default: return [];
  }
}

// ---- Names: one new name for all variables of a name, if every use of it is within the reach of such a variable.

const isFunction = (node) => /^(Function|ArrowFunction)/.test(node.type);
const opensBlock = (node) => /^(BlockStatement|For.*Statement|SwitchStatement|CatchClause|Class.*|StaticBlock)$/.test(node.type);

/** The uses of variables, and of which names some use or declaration must stay as it is. */
function namesOf(tree, renameTop) {
  const uses = [];
  const kept = new Set(['arguments', 'undefined']);
  const scopes = [{ names: new Set(), isFunction: true, isTop: true }];
  const declare = (name, scope) => {
    scope.names.add(name);
    if (scope.isTop && !renameTop) kept.add(name);
  };
  const functionScope = () => scopes.findLast((scope) => scope.isFunction);

  // What a scope declares is known before its inside is read: functions and var are used ahead of their lines.
  function hoist(node, scope) {
    for (const [, child] of childrenOf(node)) {
      if (child.type === 'VariableDeclaration' && child.kind !== 'var') declaredBy(child).forEach((name) => declare(name, scope));
      if (/^(Function|Class)Declaration$/.test(child.type)) declare(child.id.name, scope);
      if (!isFunction(child) && !opensBlock(child)) hoist(child, scope);
    }
  }
  function hoistVars(node, scope) {
    for (const [, child] of childrenOf(node)) {
      if (child.type === 'VariableDeclaration' && child.kind === 'var') declaredBy(child).forEach((name) => declare(name, scope));
      if (!isFunction(child)) hoistVars(child, scope);
    }
  }

  function visit(node, parent, key) {
    if (node.type === 'Identifier') {
      const isProperty = !parent.computed && ((parent.type === 'MemberExpression' && key === 'property') ||
        (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) && key === 'key'));
      const isLabel = /^(Labeled|Break|Continue)Statement$/.test(parent.type) && key === 'label';
      if (isProperty || isLabel || parent.type === 'MetaProperty') return;
      uses.push({ node, shorthand: parent.shorthand === true || parent.isShorthand === true && key === 'left' });
      if (!scopes.some((scope) => scope.names.has(node.name))) kept.add(node.name);
      return;
    }
    const scope = isFunction(node) || opensBlock(node) ? { names: new Set(), isFunction: isFunction(node) } : null;
    if (scope) {
      scopes.push(scope);
      if (isFunction(node)) {
        node.params.flatMap(patternNames).forEach((name) => declare(name, scope));
        hoistVars(node, scope);
      }
      if (/Expression$/.test(node.type) && node.id) declare(node.id.name, scope);
      if (node.type === 'CatchClause') patternNames(node.param).forEach((name) => declare(name, scope));
      hoist(node, scope);
    }
    for (const [childKey, child] of childrenOf(node)) {
      // A property written short is one identifier, not two.
      if (node.type === 'Property' && node.shorthand && childKey === 'key') continue;
      if (node.type === 'Property' && node.shorthand) child.isShorthand = true;  // { name = value }
      visit(child, node, childKey);
    }
    if (scope) scopes.pop();
  }
  hoistVars(tree, functionScope());
  hoist(tree, functionScope());
  visit(tree, tree, '');
  return { uses, kept };
}

function* shortNames() {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (let i = 0; ; ++i) {
    let name = '';
    for (let rest = i; rest >= 0; rest = Math.floor(rest / letters.length) - 1) name = letters[rest % letters.length] + name;
    yield name;
  }
}

/** The source with short names: [start, end, text] for each change. */
function renamings(source, sourceType) {
  const tree = parse(source, sourceType);
  const { uses, kept } = namesOf(tree, sourceType === 'module');
  const counts = new Map();
  for (const { node } of uses) if (!kept.has(node.name)) counts.set(node.name, (counts.get(node.name) ?? 0) + 1);
  const reserved = new Set(['do', 'if', 'in', 'of', 'as', 'is', 'let', 'new', 'try', 'var', 'for', 'get', 'set', ...kept]);
  const fresh = shortNames();
  const renamed = new Map();
  for (const [name] of [...counts].sort((a, b) => b[1] - a[1])) {
    let short = fresh.next().value;
    while (reserved.has(short)) short = fresh.next().value;
    renamed.set(name, short);
  }
  return uses.filter(({ node }) => renamed.has(node.name)).map(({ node, shorthand }) =>
    [node.start, node.start + node.name.length, (shorthand ? `${node.name}:` : '') + renamed.get(node.name)]);
}

// ---- Text: tokens with nothing between them but what keeps them apart.

function squeeze(source, sourceType) {
  const word = /[\w$#]/;
  const hidden = new Map();  // #names
  const fresh = shortNames();
  let result = '';
  let end = 0;
  for (const token of acorn.tokenizer(source, { ecmaVersion: 'latest', sourceType, allowHashBang: true })) {
    let text = source.slice(token.start, token.end);
    if (token.type.label === 'privateId') {
      if (!hidden.has(text)) hidden.set(text, `#${fresh.next().value}`);
      text = hidden.get(text);
    }
    const gap = source.slice(end, token.start);
    const [left, right] = [result.at(-1) ?? '\n', text[0] ?? ''];
    if (gap.includes('\n') && !/[\n;,{(\[:?&|=]/.test(left) && !/[)\],;:?&|]/.test(right)) result += '\n';
    else if (gap && ((word.test(left) && word.test(right)) || (/[-+/]/.test(left) && /[-+/]/.test(right)))) result += ' ';
    result += text;
    end = token.end;
  }
  return `${result}\n`;
}

function pack(source, sourceType) {
  let result = source;
  for (const [start, end, text] of renamings(source, sourceType).sort((a, b) => b[0] - a[0]))
    result = result.slice(0, start) + text + result.slice(end);
  return squeeze(result, sourceType);
}

const swallowed = new Set();
for (const file of files.map((name) => resolve(name))) {
  if (!existsSync(file)) continue;
  const source = readFileSync(file, 'utf8');
  const type = isModule(file, source) ? 'module' : 'script';
  // A part of a bundle is no entry of its own.
  if (type === 'module' && /^\s*export\b/m.test(source)) continue;
  const done = new Set();
  const whole = type === 'module' ? bundle(file, done, new Map()) : source;
  for (const part of done) if (part !== file) swallowed.add(part);
  writeFileSync(file, pack(whole, type));
}
for (const file of swallowed) rmSync(file);
