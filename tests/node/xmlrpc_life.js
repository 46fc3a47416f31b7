// npm's xmlrpc lives the lives, see lives.js.
const { promisify } = require('node:util');
const xmlrpc = require('xmlrpc');
const { faultOf, live } = require('./lives');

// An answer with all values as text.
const plain = (value) => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
};

live(({ url }) => {
  const client = xmlrpc.createClient({ url });
  const invoke = promisify(client.methodCall.bind(client));
  return {
    typed: false,
    login: (user, key) => invoke('login', [user, key]),
    end: (session) => invoke('endSession', [session]),
    call: async (session, path, ...values) => plain(await invoke('call', [session, path, values])),
    list: (items) => items,
    fault: faultOf(({ faultCode, faultString }) => [faultCode, faultString]),
  };
});
