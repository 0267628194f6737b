// SPDX-License-Identifier: Apache-2.0
// Ids as SkyWalking makes them: BASE64(service).1, and of what belongs to it, that_BASE64(name).

/** An id for use in a path, where the `/` and `+` of Base64 do not belong. */
export function toPath(id: string): string {
  return id.replaceAll('/', '~').replaceAll('+', '!');
}

export function fromPath(text: string): string {
  return text.replaceAll('~', '/').replaceAll('!', '+');
}

/** Signs that servers and proxies refuse or read otherwise in a path, even when they are encoded. */
const UNSAFE_IN_PATH = /[~/\\%;]|^\.+$/g;

/** The way to a trace, whatever its id is made of. */
export function tracePath(traceId: string): string {
  const safe = traceId.replaceAll(UNSAFE_IN_PATH, (signs) => [...signs].map((sign) => `~${sign.charCodeAt(0).toString(16)}`).join(''));
  return `/traces/${encodeURIComponent(safe)}`;
}

/** The id in such a way. */
export function traceIdOf(text: string): string {
  return text.replaceAll(/~([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
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

/** Longer names are cut by the server before it makes ids of them; traces keep them whole. */
const LONGEST = { service: 70, instance: 70, endpoint: 150 } as const;

/** A name as the server has it in ids. */
function kept(name: string, longest: number): string {
  if (name.trim() === '') return '_blank';
  if (name.length <= longest) return name;
  const last = name.charCodeAt(longest - 1);
  return name.slice(0, last >= 0xd800 && last < 0xdc00 ? longest - 1 : longest);
}

export function serviceId(name: string, normal = true): string {
  return `${encodeName(kept(name, LONGEST.service))}.${normal ? 1 : 0}`;
}

export function instanceId(service: string, name: string): string {
  return `${service}_${encodeName(kept(name, LONGEST.instance))}`;
}

export function endpointId(service: string, name: string): string {
  return `${service}_${encodeName(kept(name, LONGEST.endpoint))}`;
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
