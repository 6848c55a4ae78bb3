"""The living file: an export that a person writes in, brought up to date without touching what is theirs.

The format. A file is Markdown in which we know again what we wrote:

- Each excerpt begins with a line `<!-- annotator:ID -->`, where ID is its annotation's id (`ID 2` where an export has
  the same annotation a second time, under another tag). It has no end mark, for the library keeps what was last
  written: the paragraphs after the comment that are these, or were these before somebody edited them, are the
  excerpt's; all else up to the next comment is the person's.
- An export is known by `export:` in the front matter. Further exports into the same file begin with a line
  `<!-- annotator:export EXPORT READER -->`.
- Headings have no comments; they are known by their words.

Merging compares three texts of each piece: the one last written (the base), the file's, and today's.

- The file's is the base's: today's takes its place. Today's is the base's: the file stays. Both changed different
  paragraphs, lines or words: both changes are made. Both changed the same words: a conflict, and nothing is written
  until a person chose.
- In the base and not in the file: the person deleted it, and it isn't restored. Neither in the base nor in the file:
  it is new, and goes beside its neighbours. In the file and not in today's: it goes, unless the person touched it.
- No base: nothing is taken away or rewritten, only added.
- Only white space differs: that is no edit.
- A copy (the same comment twice): each is brought up to date on its own.
- A heading that the person changed stays as the person has it, without a question.

Everything here is pure: text in, text out. A change is a list of edits to lines, so that what isn't edited keeps its
bytes: line ends of every kind, the byte order mark, a missing last line end.
"""
