/// A number with its noun, such as `1 record` or `3 records`; a plural that is formed otherwise is named.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
}
