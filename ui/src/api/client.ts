// SPDX-License-Identifier: Apache-2.0

/** Longer than the server takes at most; a server that is stuck must not keep a page waiting for ever. */
const ANSWER_TIMEOUT_MILLIS = 65_000;

/** What went wrong, so that a page can say what to try. */
export type Problem = 'unreachable' | 'noServer' | 'refused' | 'query' | 'slow';

export class ApiError extends Error {
  constructor(
    readonly problem: Problem,
    message: string,
    readonly status = 0,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface Request {
  query: string;
  variables?: object;
}

export interface Answer<T> {
  data: T;
  /** Set when a part of the data is missing. */
  partial: ApiError | null;
}

interface Body<T> {
  data?: T | null;
  errors?: { message: string }[];
  error?: string;
}

/**
 * One POST /graphql.
 *
 * @throws ApiError, or the signal's AbortError
 */
export async function ask<T>(request: Request, signal?: AbortSignal): Promise<Answer<T>> {
  const timeout = AbortSignal.timeout(ANSWER_TIMEOUT_MILLIS);
  let response: Response;
  let body: Body<T>;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    body = await read<T>(response);
  } catch (cause) {
    if (signal?.aborted || cause instanceof ApiError) throw cause;
    if (timeout.aborted) throw new ApiError('slow', `no answer within ${ANSWER_TIMEOUT_MILLIS / 1000} s`);
    throw new ApiError('unreachable', cause instanceof Error ? cause.message : String(cause));
  }
  const message = body.errors?.map((each) => each.message).join('; ') ?? body.error ?? `HTTP ${response.status}`;
  if (body.data === undefined || body.data === null) {
    throw new ApiError(problemOf(response.status), message, response.status);
  }
  return { data: body.data, partial: body.errors?.length ? new ApiError('query', message, response.status) : null };
}

async function read<T>(response: Response): Promise<Body<T>> {
  const text = await response.text();
  try {
    return JSON.parse(text) as Body<T>;
  } catch {
    throw new ApiError('refused', `HTTP ${response.status}: ${text.slice(0, 200)}`, response.status);
  }
}

function problemOf(status: number): Problem {
  if (status === 502 || status === 503 || status === 504) return 'noServer';
  return status === 200 ? 'query' : 'refused';
}

/** What the server that sent this page knows about itself. */
export interface About {
  version: string;
  addresses: Record<string, string>;
}

export async function about(): Promise<About> {
  const response = await fetch('/about.json');
  if (!response.ok) throw new ApiError('refused', `HTTP ${response.status}`, response.status);
  return (await response.json()) as About;
}
