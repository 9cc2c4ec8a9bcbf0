/**
 * Nagare in an application of Spring Boot 3.5 or 4. Controllers return and take {@link io.nagare.Many}, {@link
 * io.nagare.One} and {@link io.nagare.ByteStream}. The runtime is a bean with properties ({@link
 * io.nagare.spring.NagareProperties}). {@link io.nagare.spring.ServerBean} makes a server of {@code nagare-net} a bean,
 * and {@link io.nagare.spring.ApplicationEnding} ends streams that would go on for ever.
 */
@NullMarked
package io.nagare.spring;

import org.jspecify.annotations.NullMarked;
