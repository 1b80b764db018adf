import Foundation

/// Looks for many needles in one pass.
struct NeedleSearch: Sendable {
    private let needles: [Needle]
    /// For every pair of bytes, where in `lists` the numbers of the needles are that begin with it; 0 for none.
    private let starts: [UInt16]
    private let lists: [[Int]]

    init(_ needles: [Needle]) {
        var starts = [UInt16](repeating: 0, count: 1 << 16)
        var lists: [[Int]] = [[]]
        for (number, needle) in needles.enumerated() {
            let pair = Int(needle.bytes[0]) << 8 | Int(needle.bytes[1])
            if starts[pair] == 0 {
                starts[pair] = UInt16(lists.count)
                lists.append([])
            }
            lists[Int(starts[pair])].append(number)
        }
        self.needles = needles
        self.starts = starts
        self.lists = lists
    }

    /// The names of the needles that occur.
    func found(in data: Data) -> Set<String> {
        var names: Set<String> = []
        unsafe data.withUnsafeBytes { hay in
            unsafe starts.withUnsafeBufferPointer { starts in
                var index = 0
                let last = hay.count - 1
                while index < last {
                    let pair = unsafe Int(hay[index]) << 8 | Int(hay[index + 1])
                    let list = unsafe starts[pair]
                    if list != 0 {
                        for number in lists[Int(list)] {
                            let bytes = needles[number].bytes
                            if index + bytes.count <= hay.count,
                                unsafe hay[index..<index + bytes.count].elementsEqual(bytes)
                            {
                                names.insert(needles[number].name)
                            }
                        }
                    }
                    index += 1
                }
            }
        }
        return names
    }
}
