/**
 * Redis's protocol, RESP 2 and 3. Read {@code Value}, {@code Request}, {@code Resp}, {@code RequestReader}, {@code
 * ValueReader}, {@code ValueWriter}.
 */
@NullMarked
package io.nagare.examples.redis.resp;

import org.jspecify.annotations.NullMarked;
