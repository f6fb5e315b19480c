// What `instanceof` would tell, also of the nodes of another window: its classes are others.

export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

export function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && "host" in node;
}

/** What a node is in, shadow roots left through their hosts. */
export function composedParent(node: Node): Node | null {
  return isShadowRoot(node) ? node.host : node.parentNode;
}
