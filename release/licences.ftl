<#-- One line a dependency: its licences, its coordinates, its name. -->
<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#list entry.getValue() as licence>${licence}<#sep>, </#sep></#list> | ${project.groupId}:${project.artifactId}:${project.version}
</#list>
