package io.nagare.spring;

import io.nagare.Nagare;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds {@code nagare} to the health endpoint: whether the runtime is open, and what it does. {@code
 * management.health.nagare.enabled=false} turns it off. The endpoint's classes are in other packages since Spring Boot
 * 4.
 */
@AutoConfiguration(after = NagareAutoConfiguration.class)
public class NagareHealthAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        org.springframework.boot.actuate.health.HealthIndicator.class,
        org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator.class
    })
    @ConditionalOnSingleCandidate(Nagare.class)
    static class SpringBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "nagareHealthIndicator")
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("nagare")
        org.springframework.boot.actuate.health.HealthIndicator nagareHealthIndicator(Nagare runtime) {
            return () -> (RuntimeHealth.isUp(runtime)
                            ? org.springframework.boot.actuate.health.Health.up()
                            : org.springframework.boot.actuate.health.Health.down())
                    .withDetails(RuntimeHealth.details(runtime))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    @ConditionalOnSingleCandidate(Nagare.class)
    static class SpringBoot4 {

        @Bean
        @ConditionalOnMissingBean(name = "nagareHealthIndicator")
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("nagare")
        org.springframework.boot.health.contributor.HealthIndicator nagareHealthIndicator(Nagare runtime) {
            return () -> (RuntimeHealth.isUp(runtime)
                            ? org.springframework.boot.health.contributor.Health.up()
                            : org.springframework.boot.health.contributor.Health.down())
                    .withDetails(RuntimeHealth.details(runtime))
                    .build();
        }
    }
}
