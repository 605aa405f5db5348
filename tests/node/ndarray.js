// Dense float64 arrays with NumPy's rules, as few of them as an operator's specification needs.

/** @typedef {{data: ArrayLike<number>, shape: number[]}} AnyTensor */

const product = (/** @type {number[]} */ shape) => shape.reduce((a, b) => a * b, 1);

/** Row-major. */
export class Nd {
  /** @param {Float64Array} data @param {number[]} shape */
  constructor(data, shape) {
    this.data = data;
    this.shape = shape;
  }

  /** @param {AnyTensor} tensor */
  static of({ data, shape }) {
    return new Nd(Float64Array.from(data), [...shape]);
  }

  /** An array made element by element. @param {number[]} shape @param {(index: number[]) => number} at */
  static make(shape, at) {
    const index = shape.map(() => 0);
    const data = Float64Array.from({ length: product(shape) }, () => {
      const value = at(index);
      for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; --axis) index[axis] = 0;
      return value;
    });
    return new Nd(data, shape);
  }

  /** The element at an index of at least this rank, with leading axes and those of length 1 repeated. @param {number[]} index */
  at(index) {
    const first = index.length - this.shape.length;
    return this.data[this.shape.reduce((offset, dim, axis) => offset * dim + (dim === 1 ? 0 : index[first + axis]), 0)];
  }

  /** @param {number[]} shape */
  reshape(shape) {
    return new Nd(this.data, shape);
  }

  /** @param {number[]} order the old axis of each new one */
  transpose(order) {
    return Nd.make(order.map((axis) => this.shape[axis]), (index) => {
      const old = [...index];
      order.forEach((axis, i) => { old[axis] = index[i]; });
      return this.at(old);
    });
  }

  /** @param {(value: number) => number} work */
  map(work) {
    return new Nd(this.data.map(work), this.shape);
  }

  /** Element by element with another array, both broadcast. @param {Nd} other @param {(a: number, b: number) => number} work */
  zip(other, work) {
    const rank = Math.max(this.shape.length, other.shape.length);
    const [a, b] = [this.shape, other.shape].map((shape) => [...Array(rank - shape.length).fill(1), ...shape]);
    return Nd.make(a.map((dim, axis) => Math.max(dim, b[axis])), (index) => work(this.at(index), other.at(index)));
  }

  /** One after the other along an axis. @param {Nd} other @param {number} axis */
  concat(other, axis) {
    const length = this.shape[axis];
    return Nd.make(this.shape.map((dim, i) => (i === axis ? dim + other.shape[i] : dim)), (index) =>
      (index[axis] < length ? this.at(index) : other.at(index.map((value, i) => (i === axis ? value - length : value)))));
  }

  /** Each slice of an axis `count` times in a row, as np.repeat does. @param {number} count @param {number} axis */
  repeat(count, axis) {
    return Nd.make(this.shape.map((dim, i) => (i === axis ? dim * count : dim)), (index) =>
      this.at(index.map((value, i) => (i === axis ? Math.floor(value / count) : value))));
  }

  /** The last two axes as matrices, the others alike. A zero on the left takes nothing from the right, whatever it is. @param {Nd} other */
  matmul(other) {
    const [inner, columns] = other.shape.slice(-2);
    return Nd.make([...this.shape.slice(0, -1), columns], (index) => {
      const [row, column] = index.slice(-2);
      const before = index.slice(0, -2);
      let sum = 0;
      for (let k = 0; k < inner; ++k) {
        const left = this.at([...before, row, k]);
        if (left !== 0) sum += left * other.at([...before, k, column]);
      }
      return sum;
    });
  }
}
