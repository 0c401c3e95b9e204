/** What runs on the target host: takes work from the server, acts, observes and posts back. */
package io.burnin.agent;
