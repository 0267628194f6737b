// SPDX-License-Identifier: Apache-2.0

/** `0.0.0.0:11800` is no address to report to: the page's own host is. */
export function reachableFrom(address: string, pageHost: string): string {
  const match = /^(.*):(\d+)$/.exec(address);
  if (!match) return address;
  const host = match[1] ?? '';
  const local = ['', '0.0.0.0', '::', '[::]', '127.0.0.1', 'localhost'].includes(host);
  return `${local ? pageHost : host}:${match[2]}`;
}

/** How a program is started with an agent that reports to this address. */
export const RECIPES = {
  java: (address: string) =>
    `export SW_AGENT_NAME=shop SW_AGENT_COLLECTOR_BACKEND_SERVICES=${address}\njava -javaagent:skywalking-agent/skywalking-agent.jar -jar shop.jar`,
  node: (address: string) =>
    `npm install skywalking-backend-js\nexport SW_AGENT_NAME=shop SW_AGENT_COLLECTOR_BACKEND_SERVICES=${address}\nnode -e "require('skywalking-backend-js').default.start(); require('./shop.js')"`,
  python: (address: string) =>
    `pip install apache-skywalking\nexport SW_AGENT_NAME=shop SW_AGENT_COLLECTOR_BACKEND_SERVICES=${address}\nsw-python run python shop.py`,
} as const;

export type Recipe = keyof typeof RECIPES;
