// SPDX-License-Identifier: Apache-2.0
// Ids as SkyWalking makes them: BASE64(service).1, and of what belongs to it, that_BASE64(name).

/** An id for use in a path, where the `/` and `+` of Base64 do not belong. */
export function toPath(id: string): string {
  return id.replaceAll('/', '~').replaceAll('+', '!');
}

export function fromPath(text: string): string {
  return text.replaceAll('~', '/').replaceAll('!', '+');
}

function decode(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}

export function encodeName(name: string): string {
  return btoa(Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join(''));
}

export function serviceId(name: string, normal = true): string {
  return `${encodeName(name)}.${normal ? 1 : 0}`;
}

/** The name in a service's id; blank when it is none. */
export function serviceName(id: string): string {
  return decode(id.slice(0, Math.max(0, id.indexOf('.'))));
}

export function isNormal(id: string): boolean {
  return id.charAt(id.indexOf('.') + 1) === '1';
}

/** The service an instance or endpoint belongs to. */
export function ownerOf(id: string): string {
  const at = id.indexOf('_');
  return at < 0 ? id : id.slice(0, at);
}

/** The own name in the id of an instance or endpoint; blank when it is none. */
export function ownName(id: string): string {
  const at = id.indexOf('_');
  return at < 0 ? '' : decode(id.slice(at + 1));
}
