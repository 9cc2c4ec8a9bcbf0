package io.nagare.spring;

import io.nagare.Nagare;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds {@code nagare} to the health endpoint: whether the runtime is open, and what it does. Adds {@code nagareServers}
 * if there are {@link ServerBean}s: whether each of them accepts connections. {@code
 * management.health.nagare.enabled=false} and {@code management.health.nagare-servers.enabled=false} turn them off. The
 * endpoint's classes are in other packages since Spring Boot 4.
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
    @ConditionalOnClass({
        io.nagare.net.Server.class,
        org.springframework.boot.actuate.health.HealthIndicator.class,
        org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator.class
    })
    @ConditionalOnBean(ServerBean.class)
    static class ServersOnSpringBoot3 {

        @Bean
        @ConditionalOnMissingBean(name = "nagareServersHealthContributor")
        @org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator("nagare-servers")
        org.springframework.boot.actuate.health.HealthContributor nagareServersHealthContributor(
                Map<String, ServerBean> servers) {
            return org.springframework.boot.actuate.health.CompositeHealthContributor.fromMap(
                    servers, ServersOnSpringBoot3::indicator);
        }

        private static org.springframework.boot.actuate.health.HealthIndicator indicator(ServerBean server) {
            return () -> {
                ServerHealth health = server.health();
                return org.springframework.boot.actuate.health.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
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

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({
        io.nagare.net.Server.class,
        org.springframework.boot.health.contributor.HealthIndicator.class
    })
    @ConditionalOnBean(ServerBean.class)
    static class ServersOnSpringBoot4 {

        @Bean
        @ConditionalOnMissingBean(name = "nagareServersHealthContributor")
        @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("nagare-servers")
        org.springframework.boot.health.contributor.HealthContributor nagareServersHealthContributor(
                Map<String, ServerBean> servers) {
            return org.springframework.boot.health.contributor.CompositeHealthContributor.fromMap(
                    servers, ServersOnSpringBoot4::indicator);
        }

        private static org.springframework.boot.health.contributor.HealthIndicator indicator(ServerBean server) {
            return () -> {
                ServerHealth health = server.health();
                return org.springframework.boot.health.contributor.Health.status(health.status())
                        .withDetails(health.details())
                        .build();
            };
        }
    }
}
