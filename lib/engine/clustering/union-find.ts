export { UnionFind } from "@/lib/core/union-find";
