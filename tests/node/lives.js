// The lives, see tests/clients, by a client with login, end, call, list and fault, and typed where it speaks of V2's types.
// Reads {"dialect", "url", "user", "key", "expired", "operations", "picture"}, and prints what came of each life.
const { readFileSync } = require('node:fs');

const given = JSON.parse(readFileSync(0, 'utf8'));

const image = async ({ login, end, call, list, fault }) => {
  const at = (session) => (method, ...values) => call(session, `product_media.${method}`, ...values);
  let session = await login(given.user, given.key);
  const media = at(session);
  const picture = { content: given.picture, mime: 'image/png', name: 'photo' };
  const data = { file: picture, label: 'Front & back', types: list(['image', 'thumbnail']) };
  const file = await media('create', 'Sku', data);
  const second = await media('create', 'Sku', { file: picture });
  await media('update', 'Sku', file, { label: 'Vorne' }, 'german');
  await media('update', 'Sku', second, { position: 7, types: list(['thumbnail']) }); // in the order of the WSDL
  const life = {
    files: [file, second],
    list: await media('list', 'Sku'),
    german: await media('info', 'Sku', file, 'german'),
    store: await media('currentStore', 'german'),
    types: (await media('types', '4')).map((type) => type.code),
    faults: {
      login: await fault(login(given.user, 'wrong')),
      product: await fault(media('list', 'nope')),
      store: await fault(media('list', 'Sku', 'nostore')),
      data: await fault(media('create', 'Sku', { file: { ...picture, mime: 'image/bmp' } })),
      image: await fault(media('info', 'Sku', '/nope.png')),
      gallery: await fault(media('list', 'plain')),
      expired: await fault(at(given.expired)('list', 'Sku')),
    },
    removed: done(await media('remove', 'Sku', second)),
  };
  await end(session);
  life.faults.ended = await fault(media('list', 'Sku'));
  session = await login(given.user, given.key);
  life.left = (await at(session)('list', 'Sku')).map((each) => each.file);
  return life;
};

const product = async (client) => {
  const { list, fault, typed } = client;
  const call = await loggedIn(client);
  const data = { name: 'Mug', description: 'Holds coffee', weight: '0.4', status: '1', visibility: '4', price: '12.50' };
  const country = 'country_of_manufacture';
  const more = typed ? { additional_attributes: { single_data: pairs(list, { [country]: 'DE' }) } } : { [country]: 'DE' };
  const told = given.dialect === 'wsi' ? {} : more; // WS-I's server fails at any
  const mug = await call('product.create', 'simple', '4', 'mug', { ...data, ...told });
  await call('product.create', 'simple', '4', 'cup', { ...data, name: 'Cup', price: '3' });
  await call('product.update', 'mug', { name: 'Becher' }, 'german');
  await call('product_stock.update', 'mug', { qty: '7', is_in_stock: 1 });
  await call('product_tier_price.update', 'mug', list([{ customer_group_id: 'all', website: 'all', qty: 10, price: 9.5 }]));
  const chosen = typed
    ? { attributes: list(['name', 'price']), additional_attributes: list([country]) }
    : ['name', 'price', country];
  const german = await call('product.info', 'mug', 'german', chosen);
  const additional = german.additional_attributes || [{ key: country, value: german[country] }];
  const countries = additional.map((each) => each.value).filter((value) => value);
  const found = await call('product.list', filters(client, { type: 'simple' }, 'sku', 'like', 'mu%'));
  const [stock] = await call('product_stock.list', list(['mug']));
  const [tier] = await call('product_tier_price.info', 'mug');
  return {
    same: found[0].product_id === mug,
    german: [german.sku, german.name, german.price, ...countries],
    found: found.map((each) => [each.sku, each.name]),
    stock: [stock.sku, stock.qty, Number(done(stock.is_in_stock))],
    tier: [tier.website, Number(tier.qty), Number(tier.price)],
    deleted: done(await call('product.delete', 'cup')),
    gone: await fault(call('product.info', 'cup')),
  };
};

const category = async (client) => {
  const { list, fault } = client;
  const call = await loggedIn(client);
  const create = (parent, name) => {
    const sorting = { available_sort_by: list(['position', 'name']), default_sort_by: 'name' };
    return call('category.create', parent, { name, is_active: 1, ...sorting, include_in_menu: 1 });
  };
  const names = (tree) => [tree.name, (tree.children || []).map(names)];
  const tree = async () => names(await call('category.tree', '2'));

  const kitchen = await create(2, 'Kitchen');
  const sale = await create(2, 'Sale');
  const mugs = await create(kitchen, 'Mugs');
  const red = await create(mugs, 'Red');
  await call('category.update', kitchen, { name: 'Küche' }, 'german');
  await call('category.assignProduct', kitchen, 'plain', '3');
  await call('category.assignProduct', red, 'Sku', '5');
  const before = await tree();
  await call('category.move', mugs, sale, '0');
  const [assigned] = await call('category.assignedProducts', red);
  return {
    before,
    moved: await tree(),
    german: (await call('category.info', kitchen, 'german')).name,
    assigned: [assigned.sku, assigned.position],
    deleted: done(await call('category.delete', mugs)),
    gone: await fault(call('category.info', red)),
    left: await tree(),
  };
};

const order = async (client) => {
  const { list, fault, typed } = client;
  const call = await loggedIn(client);
  const recent = filters(client, { status: 'pending' }, 'created_at', 'gteq', '2026-01-01 00:00:00');
  const found = await call('order.list', recent);
  const number = found[0].increment_id;
  const exported = await call('order.info', number);
  const [item] = exported.items;
  const of = (qty) => (typed ? list([{ order_item_id: item.item_id, qty }]) : { [item.item_id]: qty });
  await call('order.addComment', number, 'pending', 'Exported', '0');
  const invoice = await call('order_invoice.create', number, of(2), 'Thanks');
  const shipment = await call('order_shipment.create', number, of(2), 'On its way', 0, 0);
  await call('order_shipment.addTrack', shipment, 'ups', 'UPS', '1Z999');
  const [track] = (await call('order_shipment.info', shipment)).tracks;
  const memo = await call('order_creditmemo.create', number, { qtys: of(1), shipping_amount: 0 }, 'One was broken');
  const total = (document) => Number(document.grand_total);
  return {
    found: found.map((each) => each.increment_id),
    ordered: [item.sku, Number(item.qty_ordered), total(exported), exported.shipping_address.city],
    track: [track.carrier_code, track.title, track.track_number || track.number],
    paid: total(await call('order_invoice.info', invoice)),
    refunded: total(await call('order_creditmemo.info', memo)),
    status: (await call('order.info', number)).status,
    again: await fault(call('order_invoice.create', number, of(2))),
  };
};

const done = (answer) => ['true', '1'].includes(answer);

const loggedIn = async ({ login, call }) => {
  const session = await login(given.user, given.key);
  return (path, ...values) => call(session, path, ...values);
};

const pairs = (list, values) => list(Object.entries(values).map(([key, value]) => ({ key, value })));

const filters = ({ list, typed }, equal, field, how, what) => {
  if (!typed) return { ...equal, [field]: { [how]: what } };
  return { filter: pairs(list, equal), complex_filter: list([{ key: field, value: { key: how, value: what } }]) };
};

/** The code and text of the fault that the call meets; `read` finds them in the client's error. */
const faultOf = (read) => async (failing) => {
  try {
    await failing;
  } catch (error) {
    const [code, text] = read(error);
    if (code === undefined) throw error;
    return [String(code), text];
  }
};

/** Lives all the lives with the client that `connect` makes. */
const live = async (connect) => {
  try {
    const client = await connect(given);
    const lived = {};
    for (const life of [image, product, category, order]) lived[life.name] = await life(client);
    console.log(JSON.stringify(lived));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
};

module.exports = { faultOf, live };
