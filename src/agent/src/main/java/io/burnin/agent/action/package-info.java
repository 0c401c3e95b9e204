/** What acts on the target: requests, load, files, and orders to services. */
package io.burnin.agent.action;
