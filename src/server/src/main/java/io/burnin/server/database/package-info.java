/** Plain SQL, for what goes past Hibernate. */
package io.burnin.server.database;
