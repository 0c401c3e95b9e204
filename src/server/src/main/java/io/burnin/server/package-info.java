/** The server: keeps every run, measurement and check, judges what is stored, and reports. */
package io.burnin.server;
