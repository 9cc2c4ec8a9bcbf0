/** An application of Spring Boot: {@link io.nagare.examples.spring.NewsApplication}. */
@NullMarked
package io.nagare.examples.spring;

import org.jspecify.annotations.NullMarked;
