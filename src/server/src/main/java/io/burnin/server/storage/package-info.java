/** How much room the database takes, and how long it will do. */
package io.burnin.server.storage;
