/** HTTP: routes, headers, static files. The only package that knows the server. */
@NullMarked
package dev.playhead.query.http;

import org.jspecify.annotations.NullMarked;
