// The cells written by hand in JavaScript with the CDK's L2 constructs: node handwritten.cjs CELLS FOLDER
"use strict";

const cdk = require("aws-cdk-lib");
const cells = require("./cells.cjs");
const { LinksStack } = require("./handwritten_links.cjs");
const { NetworkStack } = require("./handwritten_network.cjs");

const [count, outdir] = process.argv.slice(2);
const app = new cdk.App({ outdir, context: cells.context() });
const env = { account: cells.ACCOUNT, region: cells.REGION };
for (let place = 0; place < Number(count); place++) {
  const key = cells.key(place);
  const network = new NetworkStack(app, `bench-${key}-network`, { place, env, terminationProtection: true });
  const links = new LinksStack(app, `bench-${key}-links`, { place, env, vpc: network.vpc, zone: network.zone });
  links.addStackDependency(network);
}
app.synth();

// Kibibytes on every platform: https://nodejs.org/api/process.html#processresourceusage
console.log(JSON.stringify({ peaks: [process.resourceUsage().maxRSS * 1024] }));
