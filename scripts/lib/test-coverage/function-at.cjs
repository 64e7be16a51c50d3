'use strict';

/** Names the function that a line belongs to, so that a list of lines stays true when lines move. */
const ts = require('typescript');

/** @param {ts.Node} node */
function ownName(node) {
	if ((ts.isFunctionLike(node) || ts.isClassLike(node)) && node.name !== undefined)
		return node.name.getText();
	if (ts.isConstructorDeclaration(node)) return 'constructor';
	const isNamedByParent =
		(ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
		(ts.isVariableDeclaration(node.parent) ||
			ts.isPropertyAssignment(node.parent) ||
			ts.isPropertyDeclaration(node.parent));
	return isNamedByParent ? node.parent.name.getText() : undefined;
}

/**
 * @param {string} text of a module
 * @returns {(line: number, column: number) => string} such as `UploadJournal.open`, by the line (from 1) and the column
 *   (from 0); empty outside of functions
 */
function functionsOf(text) {
	const file = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
	return (line, column) => {
		const position = (file.getLineStarts()[line - 1] ?? 0) + column;
		/** @type {string[]} */
		const names = [];
		let isInside = false;
		const descend = (/** @type {ts.Node} */ node) => {
			if (position < node.getStart() || position >= node.getEnd()) return;
			isInside ||= ts.isFunctionLike(node);
			const name = ownName(node);
			if (name !== undefined) names.push(name);
			ts.forEachChild(node, descend);
		};
		ts.forEachChild(file, descend);
		return isInside ? names.join('.') : '';
	};
}

module.exports = { functionsOf };
