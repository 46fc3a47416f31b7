/** A call as the fake tells it; the documentation of the control names the rest. */
export interface Call {
  dialect: 'v1' | 'v2' | 'wsi' | 'xmlrpc';
  operation: string;
  path: string | null;
  arguments: Record<string, unknown>;
  product: string | null;
  user: string | null;
  status: number | null;
  value: unknown;
  fault: { code: string; message: string } | null;
  outcome: string;
  [other: string]: unknown;
}

export interface FakeMagento {
  readonly url: string;
  readonly wsdlV1: string;
  readonly wsdlV2: string;
  readonly xmlrpc: string;
  readonly user: string;
  readonly key: string;
  /** Stops the server, where `start` has started one. */
  stop(): Promise<void>;
  /** The shop as it was started; calls and trouble are forgotten. */
  reset(): Promise<void>;
  /** The shop as a fixtures document. */
  state(): Promise<Record<string, unknown>>;
  /** Makes the shop that of a fixtures document, such as `{ products: [{ sku: 'mug' }] }`. */
  setState(state: Record<string, unknown>): Promise<void>;
  /** Adds to the shop one of a kind, such as `add('products', { sku: 'mug' })`; its name and id. */
  add(kind: string, what: Record<string, unknown>): Promise<Record<string, string | number>>;
  /** What was called, such as `calls({ of: 'product_media.create' })`; without an argument all. */
  calls(which?: Record<string, string>): Promise<Call[]>;
  /** Scripts trouble, such as `trouble({ on: 'product_media.create', fault: 104 })`. */
  trouble(trouble: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Violations, unexpected faults and trouble that is left, in words. */
  problems(): Promise<string[]>;
  /** What the control answers under a path, decoded. */
  control(method: string, path: string, body?: unknown): Promise<any>;
  /** Rejects, and shows the calls, where something was not called, or not as often as it should have been. */
  assertCalled(of: string, times?: number): Promise<void>;
  /** Rejects, and shows the calls, over violations of the WSDL, unexpected faults and trouble that is left. */
  assertClean(): Promise<void>;
}

/**
 * The fake that `fake-magento run` has started, or else one of its own, which ends with this process at the latest.
 * The options are those of `fake-magento serve`, for the one that is started.
 */
export function start(...options: string[]): Promise<FakeMagento>;
