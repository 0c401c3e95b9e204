/** Plans: what to do and how to judge it. Model, parser with positions, JSON Schema and linter. */
package io.burnin.plan;
