import Foundation
import PackagePlugin

/// Writes the files of `policies/` into a Swift source of the target that uses the plugin.
@main
struct EmbedRules: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target _: any Target) throws -> [Command] {
        let folder = context.package.directoryURL.appending(path: "policies")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRules.swift")
        let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = (found?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "yaml" }
        return [
            .buildCommand(
                displayName: "Embedding the rules of policies/",
                executable: try context.tool(named: "embed-rules").url,
                arguments: [folder.path, output.path],
                inputFiles: files.sorted { $0.path < $1.path },
                outputFiles: [output]
            )
        ]
    }
}
